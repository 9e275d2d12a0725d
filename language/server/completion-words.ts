// The words of the language that completion offers, and whole statements to fill in.

export interface Snippet {
  readonly label: string;
  readonly detail: string;
  /** `$1`, `${2:text}`: places to fill in, in their order; `$0` is the last. */
  readonly snippet: string;
}

/** Words that begin an operand. */
export const EXPRESSION_WORDS: readonly string[] = [
  '#async',
  '#run',
  'cast',
  'false',
  'heap',
  'make',
  'nil',
  'sizeof',
  'true',
  'typeof',
];

/** Words between operands. */
export const OPERATOR_WORDS: readonly string[] = ['and', 'is', 'or'];

/** Words that are a statement, or begin one that has nothing to fill in. */
export const STATEMENT_WORDS: readonly string[] = [
  '#assert',
  '#async',
  '#if',
  '#run',
  'break',
  'continue',
  'defer',
  'return',
];

/** Words that stand for themselves at the top level. */
export const TOP_LEVEL_WORDS: readonly string[] = ['#assert', '#if', '#run'];

const FUNCTION: Snippet = {
  label: 'fn',
  detail: 'a function',
  snippet: 'fn ${1:name}(${2}) ${3}{\n    $0\n}',
};
const STRUCT: Snippet = {
  label: 'type struct',
  detail: 'a type of values with fields',
  snippet: 'type ${1:Name} struct {\n    ${2:field}: ${3:i32},$0\n}',
};
const ENUM: Snippet = {
  label: 'type enum',
  detail: 'a type of values with one of several tags',
  snippet: 'type ${1:Name} enum {\n    ${2:tag},$0\n}',
};

export const TOP_LEVEL_SNIPPETS: readonly Snippet[] = [
  FUNCTION,
  { label: 'fn main', detail: 'where the program starts', snippet: 'fn main() {\n    $0\n}' },
  STRUCT,
  ENUM,
  { label: 'import', detail: 'names of another file', snippet: 'import ${1:name} "${2:path.rw}";' },
];

/** Behind the block of an `if`. */
export const ELSE_SNIPPETS: readonly Snippet[] = [
  { label: 'else', detail: 'otherwise', snippet: 'else {\n    $0\n}' },
  {
    label: 'else if',
    detail: 'otherwise, if a condition holds',
    snippet: 'else if ${1:condition} {\n    $0\n}',
  },
];

/** Behind `type Name`. */
export const TYPE_SNIPPETS: readonly Snippet[] = [
  { label: 'struct', detail: 'values with fields', snippet: 'struct {\n    ${1:field}: ${2:i32},$0\n}' },
  { label: 'enum', detail: 'values with one of several tags', snippet: 'enum {\n    ${1:tag},$0\n}' },
];

export const STATEMENT_SNIPPETS: readonly Snippet[] = [
  FUNCTION,
  { label: 'if', detail: 'if a condition holds', snippet: 'if ${1:condition} {\n    $0\n}' },
  { label: 'while', detail: 'while a condition holds', snippet: 'while ${1:condition} {\n    $0\n}' },
  { label: 'for range', detail: 'for each number', snippet: 'for ${1:i} in ${2:0}..${3:count} {\n    $0\n}' },
  { label: 'for each', detail: 'for each element', snippet: 'for ${1:x} in ${2:xs} {\n    $0\n}' },
  {
    label: '#sync',
    detail: 'while a mutex is held',
    snippet: '#sync(${1:mutex}) {\n    $0\n}',
  },
  { label: 'switch', detail: 'by tag or value', snippet: 'switch ${1:value} {\n    case ${2:tag} { $0 }\n}' },
];
