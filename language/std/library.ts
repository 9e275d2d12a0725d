// The files of the standard library, under the names that programs and users know them by. They are texts in the
// bundle, so that they are there wherever the compiler runs.
import { SourceFile } from '../syntax/source';
import big from './big.rw';
import context from './context.rw';
import equality from './equality.rw';
import float from './float.rw';
import angle from './internal/angle.rw';
import block from './internal/block.rw';
import input from './internal/input.rw';
import number from './internal/number.rw';
import pair from './internal/pair.rw';
import hash from './hash.rw';
import math from './math.rw';
import io from './io.rw';
import list from './list.rw';
import map from './map.rw';
import memory from './memory.rw';
import print from './print.rw';
import random from './random.rw';
import result from './result.rw';
import sort from './sort.rw';
import strings from './strings.rw';
import threads from './threads.rw';
import time from './time.rw';

const file = (name: string, text: string): SourceFile => new SourceFile(`std/${name}.rw`, text, true);

/** What every program has without importing it. */
export const PRELUDE: readonly SourceFile[] = [
  file('memory', memory),
  file('context', context),
  file('threads', threads),
  file('print', print),
  file('float', float),
  file('big', big),
  file('equality', equality),
];

/** What programs are meant to import. */
export const MODULES: readonly SourceFile[] = [
  file('hash', hash),
  file('io', io),
  file('list', list),
  file('map', map),
  file('math', math),
  file('random', random),
  file('result', result),
  file('sort', sort),
  file('strings', strings),
  file('time', time),
];

/** What can be imported: the modules, and what they share. */
export const IMPORTABLE: readonly SourceFile[] = [
  ...MODULES,
  file('internal/angle', angle),
  file('internal/block', block),
  file('internal/input', input),
  file('internal/number', number),
  file('internal/pair', pair),
];

/** All files of the library. */
export const LIBRARY: readonly SourceFile[] = [...PRELUDE, ...IMPORTABLE];
