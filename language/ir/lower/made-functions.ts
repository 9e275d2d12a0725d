// Functions that the compiler makes itself: where the machine starts, printers of aggregate types, and
// wrappers that let external functions be pointed at.
import type { FunctionSymbol } from '../../semantics/symbol';
import {
  hasPayloads,
  I32,
  shownFields,
  sizeOf,
  taggedBy,
  typeName,
  type EnumType,
  type StructType,
  type TagType,
  type Type,
} from '../../semantics/types';
import type { Span } from '../../syntax/source';
import { FunctionBuilder } from '../builder';
import { binary, convert, integer, read, scaled, sectionAddress, zero } from '../expressions';
import type * as ir from '../ir';
import { only } from '../value-type';
import { readScalar, readSlice, settle } from './access';
import { FunctionLowering, type ExpressionLowering } from './context';
import { addressOf, fieldPlace, loadFrom, memoryPlace, type MemoryPlace } from './place';
import { printText, printValue } from './print';
import type { ProgramContext } from './program';
import { categoryOf, parameterTypes, resultTypes, signatureOf, TAG, valueType } from './value-types';

/** Calls `main`; its result is the exit code, 0 if it has none. */
export function makeStart(program: ProgramContext, main: FunctionSymbol, id: ir.FunctionId): ir.Function {
  const span = main.declaration.name.span;
  const b = new FunctionBuilder(id, program.safepoints);
  b.begin(span, program.scopeId(program.checked.scope));
  const { result } = main.type;
  const results = categoryOf(result) === 'scalar' ? [b.temporary(valueType(result))] : [];
  b.call({ kind: 'function', id: program.functionId(main) }, [], results, span);
  const [code] = results;
  const value = code === undefined ? zero('i32') : convert(valueType(result), 'i32', read(code));
  b.return([value]);
  return b.finish({ name: 'start', isLibrary: true, span, results: ['i32'] });
}

/** Calls what a `#run` runs and stores the result, of any type, at an offset in the globals. */
export function makeRunStart(
  program: ProgramContext,
  root: FunctionSymbol,
  at: number,
  id: ir.FunctionId,
): ir.Function {
  const { span } = root;
  const b = new FunctionBuilder(id, program.safepoints);
  b.begin(span, program.scopeId(program.checked.scope));
  const { result } = root.type;
  const address = sectionAddress('globals', at);
  const hidden = categoryOf(result) === 'aggregate' ? [address] : [];
  const types = resultTypes(result);
  const received = types.map((type) => b.temporary(type));
  b.call({ kind: 'function', id: program.functionId(root) }, hidden, received, span);
  types.forEach((type, i) => {
    const value = read(received[i] as ir.LocalId);
    b.store(type, address, 8 * i, value, 'global');
  });
  b.return([zero('i32')]);
  return b.finish({ name: 'start', isLibrary: true, span, results: ['i32'] });
}

/** A function of the language that only calls an external one. */
export function makeWrapper(program: ProgramContext, symbol: FunctionSymbol, id: ir.FunctionId): ir.Function {
  const { parameters, results } = signatureOf(symbol.type);
  const b = new FunctionBuilder(id, program.safepoints);
  const locals = parameters.map((type, i) => b.parameter(`a${i}`, type));
  b.begin(symbol.span, program.scopeId(program.checked.scope));
  const received = results.map((type) => b.temporary(type));
  b.call({ kind: 'external', id: program.externalId(symbol) }, locals.map(read), received, symbol.span);
  b.return(received.map(read));
  return b.finish({ name: symbol.name, isLibrary: true, span: symbol.span, results });
}

/** Prints a struct, an array, a slice, an enum or a tag; the parameters are those of a function that takes one. */
export function makePrinter(
  program: ProgramContext,
  ways: ExpressionLowering,
  type: Type,
  id: ir.FunctionId,
): ir.Function {
  const b = new FunctionBuilder(id, program.safepoints);
  const f = new FunctionLowering(program, b, ways, program.checked.scope);
  const span = printerSpan(program, type);
  const value = read(b.parameter('value', parameterTypes(type)[0] ?? 'ptr'));
  const count = type.kind === 'slice' ? read(b.parameter('count', 'i64')) : undefined;
  f.begin(span);
  if (type.kind === 'struct') printStruct(f, type, memoryPlace(value, 'pointer'), span);
  else if (type.kind === 'array') printElements(f, type.element, value, integer('i64', type.length), span);
  else if (type.kind === 'slice' && count) printElements(f, type.element, value, count, span);
  else if (type.kind === 'enum' && hasPayloads(type)) printEnum(f, type, memoryPlace(value, 'pointer'), span);
  else if (type.kind === 'enum' || type.kind === 'tag') printTag(f, type, value, span);
  b.return([]);
  return b.finish({ name: `print ${typeName(type)}`, isLibrary: true, span, results: [] });
}

/** A struct's own declaration; other types have none, and `print` itself is as good a place as any. */
function printerSpan(program: ProgramContext, type: Type): Span {
  const declared = taggedBy(type) ?? type;
  if ((declared.kind === 'struct' || declared.kind === 'enum') && declared.span) return declared.span;
  return program.libraryFunction('rt_print_text').declaration.name.span;
}

/** `Rect{w: 3, h: 1}`; an anonymous struct has no name in front. */
function printStruct(f: FunctionLowering, type: StructType, place: MemoryPlace, span: Span): void {
  let text = `${type.name ?? ''}{`;
  shownFields(type).forEach((field, i) => {
    text += `${i > 0 ? ', ' : ''}${field.name}: `;
    printText(f, new TextEncoder().encode(text), span);
    text = '';
    printMember(f, field.type, fieldPlace(place, field.offset), span);
  });
  printText(f, new TextEncoder().encode(`${text}}`), span);
}

/** `circle(2)` and `empty`. */
function printEnum(f: FunctionLowering, type: EnumType, place: MemoryPlace, span: Span): void {
  const tag = loadFrom(place, TAG);
  const cases = type.tags.map(({ name, payload }, i) => ({
    ranges: [only(i)],
    body: () => {
      printText(f, new TextEncoder().encode(payload ? `${name}(` : name), span);
      if (!payload) return;
      printMember(f, payload, fieldPlace(place, type.payloadOffset), span);
      printText(f, new TextEncoder().encode(')'), span);
    },
  }));
  f.b.switch(TAG, tag, cases, () => printUnknownTag(f, tag, span));
}

function printTag(f: FunctionLowering, type: EnumType | TagType, tag: ir.Expression, span: Span): void {
  const names = taggedBy(type)?.tags ?? [];
  const cases = names.map(({ name }, i) => ({
    ranges: [only(i)],
    body: () => printText(f, new TextEncoder().encode(name), span),
  }));
  f.b.switch(TAG, tag, cases, () => printUnknownTag(f, tag, span));
}

/** A tag that no declaration made is its number. */
function printUnknownTag(f: FunctionLowering, tag: ir.Expression, span: Span): void {
  printValue(f, I32, [tag], span);
}

function printElements(
  f: FunctionLowering,
  element: Type,
  data: ir.Expression,
  count: ir.Expression,
  span: Span,
): void {
  const text = (s: string) => printText(f, new TextEncoder().encode(s), span);
  const index = f.b.register('index', 'i64');
  text('[');
  f.b.set(index, integer('i64', 0));
  f.b.loop((label) => {
    f.b.if(binary('greater or equal', 'i64', read(index), count), () => f.b.breakTo(label));
    f.b.if(binary('greater', 'i64', read(index), integer('i64', 0)), () => text(', '));
    printMember(f, element, memoryPlace(scaled(data, read(index), sizeOf(element)), 'pointer'), span);
    f.begin(span);
    f.b.set(index, binary('add', 'i64', read(index), integer('i64', 1)));
  });
  f.begin(span);
  text(']');
}

function printMember(f: FunctionLowering, type: Type, place: MemoryPlace, span: Span): void {
  switch (categoryOf(type)) {
    case 'none':
      return;
    case 'scalar':
      return printValue(f, type, [readScalar(place, type)], span);
    case 'slice': {
      const { data, count } = settle(f, readSlice(f, place));
      return printValue(f, type, [data, count], span);
    }
    case 'aggregate':
      return printValue(f, type, [addressOf(place)], span);
  }
}
