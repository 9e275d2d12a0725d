// The vocabulary of tokens. A token's kind is its spelling where it has only one (`'('`, `'while'`),
// else the name of its class (`'name'`, `'integer'`), so that the parser reads like the grammar and an
// error can name what it expected without a second table.

/** Operators and brackets of the language. */
export type Punctuation =
  | '('
  | ')'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | ';'
  | ':'
  | ':='
  | '::'
  | '.'
  | '..'
  | '='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '&'
  | '|'
  | '~'
  | '^'
  | '!'
  | '<<'
  | '>>'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+='
  | '-='
  | '*='
  | '/='
  | '%='
  | '&='
  | '|='
  | '~='
  | '<<='
  | '>>='
  | '|>';

/** Spellings that only other languages have. They are tokens so that an error can say what to write instead. */
export type ForeignOperator = '&&' | '||' | '++' | '->' | '=>' | '...' | '..=' | '..<';

/** Words that cannot be names. */
export type Keyword =
  | 'and'
  | 'break'
  | 'case'
  | 'cast'
  | 'continue'
  | 'defer'
  | 'else'
  | 'enum'
  | 'false'
  | 'fn'
  | 'for'
  | 'heap'
  | 'if'
  | 'import'
  | 'in'
  | 'is'
  | 'make'
  | 'nil'
  | 'or'
  | 'return'
  | 'sizeof'
  | 'struct'
  | 'switch'
  | 'true'
  | 'type'
  | 'typeof'
  | 'while';

/** Tokens with many spellings. A `directive` is `#name`. */
export type TokenClass = 'name' | 'integer' | 'float' | 'character' | 'string' | 'directive' | 'eof';

export type TokenKind = Punctuation | ForeignOperator | Keyword | TokenClass;

const KEYWORD_LIST: readonly Keyword[] = [
  'and',
  'break',
  'case',
  'cast',
  'continue',
  'defer',
  'else',
  'enum',
  'false',
  'fn',
  'for',
  'heap',
  'if',
  'import',
  'in',
  'is',
  'make',
  'nil',
  'or',
  'return',
  'sizeof',
  'struct',
  'switch',
  'true',
  'type',
  'typeof',
  'while',
];

/** Every keyword by its spelling. */
export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(KEYWORD_LIST.map((word) => [word, word]));

/** Keywords that only a statement or declaration begins with: safe places to go on after an error. */
export const STATEMENT_KEYWORDS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'break',
  'case',
  'continue',
  'defer',
  'else',
  'fn',
  'for',
  'if',
  'import',
  'return',
  'switch',
  'type',
  'while',
]);

/** How an error names a kind of token: `` `;` ``, `a name`, `the end of the file`. */
export function describeKind(kind: TokenKind): string {
  switch (kind) {
    case 'name':
      return 'a name';
    case 'integer':
    case 'float':
      return 'a number';
    case 'character':
      return 'a character';
    case 'string':
      return 'a string';
    case 'directive':
      return 'a directive';
    case 'eof':
      return 'the end of the file';
    default:
      return `\`${kind}\``;
  }
}
