// The order of evaluation, against JavaScript's on random programs. ROPEWALK_LONG=1 tries many more.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { outputOnlyHost } from '../../language/interpreter/host';
import { Machine } from '../../language/interpreter/machine';
import { verify } from '../../language/ir/verifier';
import { expectedOutput, ropewalkProgram, statements } from './order-programs';
import { compileText } from './programs';

const RUNS = process.env['ROPEWALK_LONG'] ? 3000 : 15;

describe('order of evaluation', () => {
  it('is from left to right, as in JavaScript', function () {
    this.timeout(600_000);
    fc.assert(
      fc.property(statements, (body) => {
        const { program } = compileText(ropewalkProgram(body));
        assert.deepEqual(verify(program), []);
        let output = '';
        const host = outputOnlyHost((_, bytes) => void (output += Buffer.from(bytes).toString('latin1')));
        const machine = new Machine(program, host, { memoryLimit: 8 * 2 ** 20 });
        const end = machine.run({ steps: 1_000_000, breakpoints: 'ignore' });
        assert.equal(end.kind, 'exit', JSON.stringify(end));
        assert.equal(output, expectedOutput(body));
      }),
      { numRuns: RUNS },
    );
  });
});
