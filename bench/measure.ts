// Times and what is made of them: medians, percentiles, ratios.

/** Milliseconds that something takes. */
export async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The value below which the given fraction (0 to 1) of the samples lies. */
export function percentile(samples: readonly number[], fraction: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor(sorted.length * fraction));
  return sorted[at] ?? NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/**
 * Runs several ways of doing the same in turns, so that whatever slows the machine down for a while
 * slows all of them, and gives the median of each in milliseconds.
 */
export async function interleaved<Way extends string>(
  ways: Readonly<Record<Way, () => unknown>>,
  repetitions: number,
): Promise<Record<Way, number>> {
  const names = Object.keys(ways) as Way[];
  const samples = new Map<Way, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < repetitions; round++) {
    for (const name of names) samples.get(name)?.push(await milliseconds(ways[name]));
  }
  return Object.fromEntries(names.map((name) => [name, median(samples.get(name) ?? [])])) as Record<
    Way,
    number
  >;
}

/** Numbers from 0 to 1, the same in every run. */
export function* pseudoRandom(seed = 1): Generator<number, never> {
  let state = seed >>> 0;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}
