// Whether a blank stands between two tokens of one line.
import { Lexer } from '../lexer';
import type { Piece } from './pieces';

/** Signs that stand before their operand when the tree does not say that they are between two. */
const SIGNS: ReadonlySet<string> = new Set(['-', '!', '~', '&', '*']);

/** Words that a parenthesis follows as it follows a function's name. */
const CALLED: ReadonlySet<string> = new Set(['cast', 'fn', 'make', 'sizeof', 'typeof']);

/** Directives that are no calls: what follows them is an expression of its own. */
const PREFIX_DIRECTIVES: ReadonlySet<string> = new Set(['#if', '#run', '#async']);

const isSign = ({ kind, role }: Piece): boolean => SIGNS.has(kind) && role !== 'binary';

/** @param before index of the first of two neighbouring tokens */
export function needsBlank(text: string, pieces: readonly Piece[], before: number): boolean {
  const a = pieces[before] as Piece;
  const b = pieces[before + 1] as Piece;
  return wantsBlank(text, pieces, a, b) || wouldMerge(text, a, b);
}

function wantsBlank(text: string, pieces: readonly Piece[], a: Piece, b: Piece): boolean {
  if (b.kind === ';' || b.kind === ',' || b.kind === ':' || b.kind === '^' || b.kind === '..') return false;
  if (b.kind === ')' || b.kind === ']' || a.kind === '(' || a.kind === '[' || a.kind === '..') return false;
  if (a.kind === '{' || b.kind === '}') return insideBraces(a, b);
  if (a.kind === '.' || (b.kind === '.' && b.role !== 'tag')) return false;
  if (isSign(a) || (a.kind === ']' && a.role === 'element')) return false;
  if (b.kind === '[' && b.role === 'index') return false;
  if (b.kind === '{' && b.role === 'literal') return !endsType(a);
  if (b.kind === '(') return !isCalled(text, pieces, a);
  return true;
}

function insideBraces(a: Piece, b: Piece): boolean {
  if (a.kind === '{' && b.kind === '}') return false;
  return (a.kind === '{' ? a : b).role !== 'literal';
}

/** The type of a literal is a name, or a call that makes one. */
function endsType({ kind }: Piece): boolean {
  return kind === 'name' || kind === ')';
}

/** Whether a parenthesis behind `a` holds arguments or parameters. */
function isCalled(text: string, pieces: readonly Piece[], a: Piece): boolean {
  switch (a.kind) {
    case 'name':
    case '^':
    case '}':
      return true;
    case ']':
      return a.role === 'index';
    case ')':
      return pieces[(a.partner ?? 0) - 1]?.kind !== 'cast';
    case 'directive':
      return !PREFIX_DIRECTIVES.has(text.slice(a.start, a.end));
    default:
      return CALLED.has(a.kind);
  }
}

const merging = new Map<string, boolean>();

/** Whether two tokens without a blank between them would be read as others: `- -x` is no comment. */
function wouldMerge(text: string, a: Piece, b: Piece): boolean {
  const isPlain = isPunctuation(text.charCodeAt(a.end - 1)) && isPunctuation(text.charCodeAt(b.start));
  if (!isPlain) return false;
  const key = `${a.kind} ${b.kind}`;
  const known = merging.get(key);
  if (known !== undefined) return known;
  const lexer = new Lexer(text.slice(a.start, a.end) + text.slice(b.start, b.end));
  lexer.next();
  const merges = lexer.kind !== a.kind || lexer.end !== a.end - a.start;
  merging.set(key, merges);
  return merges;
}

/** A sign of which operators are made. */
function isPunctuation(c: number): boolean {
  return '.-+*/&|~^!=<>:'.includes(String.fromCharCode(c));
}
