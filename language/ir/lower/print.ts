// `print`: all arguments are evaluated, then each part of the format is one call of the library, then the
// buffer is flushed. Structs, arrays and slices print through functions that are made for their types.
import type * as ast from '../../syntax/ast';
import type { Span } from '../../syntax/source';
import { I8, type Type } from '../../semantics/types';
import { convert, integer } from '../expressions';
import type * as ir from '../ir';
import { lowerOperands } from './arguments';
import type { FunctionLowering } from './context';
import { holding } from './mutexes';
import { valueType } from './value-types';

export function lowerPrint(f: FunctionLowering, e: ast.CallExpression): void {
  const parts = f.tables.printOf.get(e) ?? [];
  const values: ast.Expression[] = [];
  for (const part of parts) if (part.kind === 'value') values.push(part.expression);
  const operands = lowerOperands(f, values, parts.length === 1 && !f.program.usesThreads);
  let next = 0;
  // What other threads print does not come in between.
  holding(f, 'rt_print_mutex', e.span, () => {
    for (const part of parts) {
      if (part.kind === 'text') printText(f, part.bytes, e.span);
      else printValue(f, f.typeOf(part.expression), operands[next++] ?? [], e.span);
    }
    f.callLibrary('rt_print_flush', [], e.span);
  });
}

export function printText(f: FunctionLowering, bytes: Uint8Array, span: Span): void {
  if (bytes.length === 0) return;
  f.callLibrary('rt_print_text', [f.program.textAddress(bytes), integer('i64', bytes.length)], span);
}

/** Prints a value that is given as it would be passed to a function. */
export function printValue(
  f: FunctionLowering,
  type: Type,
  operands: readonly ir.Expression[],
  span: Span,
): void {
  const [first] = operands;
  if (!first) return;
  switch (type.kind) {
    case 'integer':
    case 'float':
    case 'bool':
    case 'pointer':
    case 'function':
    case 'nil':
      return printScalar(f, type, first, span);
    case 'slice':
      if (type.element === I8) f.callLibrary('rt_print_text', operands, span);
      else f.callPrinter(type, operands, span);
      return;
    case 'struct':
    case 'array':
    case 'enum':
    case 'tag':
      return f.callPrinter(type, operands, span);
  }
}

function printScalar(f: FunctionLowering, type: Type, value: ir.Expression, span: Span): void {
  switch (type.kind) {
    case 'integer': {
      const wide = type.signed ? 'i64' : 'u64';
      f.callLibrary(`rt_print_${wide}`, [convert(valueType(type), wide, value)], span);
      return;
    }
    case 'float':
      f.callLibrary(`rt_print_f${type.bits}`, [value], span);
      return;
    case 'bool':
      f.callLibrary('rt_print_bool', [value], span);
      return;
    default:
      f.callLibrary('rt_print_pointer', [value], span);
  }
}
