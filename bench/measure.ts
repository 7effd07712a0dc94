import { isSmall } from './scale.js';

const rounds = isSmall ? 3 : 9;
const slice = 10_000;

/** Nanoseconds of one operation: of the rounds, the median, the fastest and the slowest. */
export type Measured = { readonly median: number; readonly fastest: number; readonly slowest: number };

/** Does the operations from `from` up to, not including, `to`. */
export type Work = (from: number, to: number) => void;

/**
 * Measures each work, `operations` of them a round. The works take turns every few milliseconds, so that whatever else
 * happens on the machine meets all of them alike.
 */
export function measure(operations: number, ...works: readonly Work[]): Measured[] {
  const perRound = works.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    const busy = works.map(() => 0);
    for (let from = 0; from < operations; from += slice) {
      works.forEach((work, at) => {
        const before = busyTime();
        work(from, Math.min(from + slice, operations));
        busy[at]! += busyTime() - before;
      });
    }
    // The first round warms up.
    if (round >= 0) busy.forEach((time, at) => perRound[at]!.push(time / operations));
  }
  return perRound.map(summary);
}

/** How many operations were done; all the time until then counts, unless it is said how much of it. */
export type Done = number | { readonly operations: number; readonly nanoseconds: number };

/** Measures works that wait for other processes, by the clock: a round of each in turns. */
export async function measureByClock<Works extends readonly (() => Promise<Done>)[]>(
  rounds: number,
  ...works: Works
): Promise<{ [Work in keyof Works]: Measured }> {
  const perRound = works.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [at, work] of works.entries()) {
      const before = process.hrtime.bigint();
      const done = await work();
      const clock = Number(process.hrtime.bigint() - before);
      const each = typeof done === 'number' ? clock / done : done.nanoseconds / done.operations;
      // The first round warms up.
      if (round >= 0) perRound[at]!.push(each);
    }
  }
  // One for each work.
  return perRound.map(summary) as { [Work in keyof Works]: Measured };
}

/** Nanoseconds that this thread has been busy for: what others do on the machine does not count. */
export function busyTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) * 1000;
}

export function summary(values: readonly number[]): Measured {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1]!, fastest: sorted[0]!, slowest: sorted.at(-1)! };
}

/** Bytes in use after garbage collection, inside and outside of the heap. */
export function bytesInUse(): number {
  if (gc === undefined) throw new Error('start node with --expose-gc');
  void gc();
  void gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
