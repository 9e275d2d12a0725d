import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { PaidSpacing } from '../../language/history/spacing';

/** Milliseconds that checkpoints take in a run of that many strides of a millisecond. */
function record(strides: number, pages: number, pageCost: number): { taken: number; dearest: number } {
  const spacing = new PaidSpacing();
  const occasion = 'recording';
  const dearest = 0.05 + pages * pageCost;
  let taken = 0;
  let since = 0;
  for (let stride = 1; stride <= strides; stride++) {
    const stretch = { steps: 1, milliseconds: stride - since };
    if (!spacing.mayBeDue(stretch, occasion) || !spacing.isDue(stretch, occasion, pages)) continue;
    spacing.onTaken({ stretch, occasion, pages, milliseconds: dearest });
    taken += dearest;
    since = stride;
  }
  return { taken, dearest };
}

describe('history/spacing', () => {
  const strides = 20_000;
  const most = 0.05 * strides;

  it('takes its share of the running time and no more, whatever a page costs', () => {
    const pageCost = fc.double({ min: 0.0005, max: 0.03, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), pageCost, (pages, cost) => {
        const { taken, dearest } = record(strides, pages, cost);
        // The last one may not have been paid for; and what is learned of the cost is never quite it.
        assert.ok(taken <= most + dearest, `${taken} of at most ${most}`);
        assert.ok(taken >= most / 3 - dearest, `${taken}, which is far less than ${most}`);
      }),
    );
  });
});
