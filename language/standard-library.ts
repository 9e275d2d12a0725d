// The files of the standard library, under the names that programs and users know them by. They are texts in the
// bundle, so that they are there wherever the compiler runs.
import { SourceFile } from './syntax/source';
import angle from './std/angle.rw';
import big from './std/big.rw';
import block from './std/block.rw';
import float from './std/float.rw';
import math from './std/math.rw';
import memory from './std/memory.rw';
import number from './std/number.rw';
import pair from './std/pair.rw';
import print from './std/print.rw';
import result from './std/result.rw';
import strings from './std/strings.rw';

const file = (name: string, text: string): SourceFile => new SourceFile(`std/${name}.rw`, text, true);

/** What every program has without importing it. */
export const PRELUDE: readonly SourceFile[] = [
  file('memory', memory),
  file('print', print),
  file('float', float),
  file('big', big),
];

/** What programs, and the library itself, can import. */
export const LIBRARY: readonly SourceFile[] = [
  file('angle', angle),
  file('block', block),
  file('math', math),
  file('number', number),
  file('pair', pair),
  file('result', result),
  file('strings', strings),
];
