// What a generic function was instantiated with, as a debugger shows it: beside a frame's locals, and as the
// result of evaluating a type's name. None of it is in the program's memory.
import type { CompileTimeValue, Instance } from '../semantics/instances';
import { valueText } from '../semantics/instances';
import { typeName } from '../semantics/types';
import type { ValueInfo } from './api';
import type { Debuggee } from './debuggee';
import { siteOf } from './expressions';
import type { StackFrame } from './stack';

/** The compile-time parameters that a frame's function sees: its own, then those of the functions around it. */
export function compileTimeParameters(debuggee: Debuggee, frame: StackFrame): ValueInfo[] {
  const shown = new Map<string, ValueInfo>();
  let instance: Instance | undefined = siteOf(debuggee, frame.safepoint).scope.instance;
  for (; instance; instance = instance.generic.scope.instance) {
    const { generic, values } = instance;
    generic.declaration.compileTime.forEach(({ name }, i) => {
      const value = values[i];
      if (value && !shown.has(name.text)) shown.set(name.text, parameterInfo(name.text, value));
    });
  }
  return [...shown.values()];
}

function parameterInfo(name: string, value: CompileTimeValue): ValueInfo {
  const type = value.kind === 'type' ? 'type' : typeName(value.type);
  return compileTimeInfo(name, valueText(value), type);
}

/** Something known while compiling that lies nowhere and cannot be changed. */
export function compileTimeInfo(name: string, text: string, type: string): ValueInfo {
  const nothing = { size: 0, namedChildren: 0, indexedChildren: 0, canSet: false, handle: undefined };
  return { name, text, type, expression: name, ...nothing };
}
