// The format of `print`, taken apart while compiling: text, `{}` for an argument, `{{` and `}}` for braces.
import type * as ast from '../syntax/ast';
import type { PrintPart } from './checked';
import type { Checking } from './checking';
import { checkInferred, checkNothing, convert } from './conversions';
import { INVALID, NONE, pointerTo } from './types';
import { counted, quote } from './wording';

const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Text, or the place of an argument. */
type FormatPart = Uint8Array | 'argument';

export function checkPrint(c: Checking, e: ast.CallExpression): void {
  const [format, ...values] = e.arguments as [ast.Expression, ...ast.Expression[]];
  for (const value of values) checkPrinted(c, value);
  const parts = checkFormat(c, format);
  if (!parts) return;
  const places = parts.filter((part) => part === 'argument').length;
  if (places !== values.length) {
    if (e.isDamaged) return;
    const given = values.length === 1 ? '1 value is' : `${values.length} values are`;
    const hint = places > values.length ? 'braces themselves are written `{{` and `}}`' : undefined;
    c.error('E0323', e.span, `the format has ${counted(places, 'place')} \`{}\`, but ${given} given`, hint);
    return;
  }
  let next = 0;
  const printed = parts.map((part): PrintPart => {
    if (part !== 'argument') return { kind: 'text', bytes: part };
    return { kind: 'value', expression: values[next++] as ast.Expression };
  });
  c.tables.printOf.set(e, printed);
}

function checkPrinted(c: Checking, value: ast.Expression): void {
  if (value.kind === 'NilLiteral') {
    c.checkExpression(value);
    convert(c, value, pointerTo(NONE));
  } else {
    checkInferred(c, value);
  }
}

function checkFormat(c: Checking, format: ast.Expression): readonly FormatPart[] | undefined {
  checkNothing(c, format);
  const value = c.constantOf(format);
  if (value?.kind === 'string') {
    const parts = parseFormat(value.bytes);
    if (typeof parts !== 'string') return parts;
    c.error('E0322', format.span, parts, 'a brace itself is written `{{` or `}}`');
    return undefined;
  }
  if (c.typeOf(format) === INVALID) return undefined;
  const hint = `write \`print("{}", …)\` to print a value`;
  c.error(
    'E0324',
    format.span,
    `the format of \`print\` must be a string literal, but ${quote(format)} is not one`,
    hint,
  );
  return undefined;
}

/** The parts of a format, or what is wrong with it. */
export function parseFormat(bytes: Uint8Array): readonly FormatPart[] | string {
  const parts: FormatPart[] = [];
  let text: number[] = [];
  const endText = (): void => {
    if (text.length > 0) parts.push(new Uint8Array(text));
    text = [];
  };
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    const next = bytes[i + 1];
    if (byte !== OPEN && byte !== CLOSE) {
      text.push(byte);
    } else if (next === byte) {
      text.push(byte);
      i++;
    } else if (byte === OPEN && next === CLOSE) {
      endText();
      parts.push('argument');
      i++;
    } else {
      return byte === OPEN ? 'the format has a `{` without its `}`' : 'the format has a `}` without its `{`';
    }
  }
  endText();
  return parts;
}
