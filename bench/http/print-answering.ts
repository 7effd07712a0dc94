import { line, percent, perSecond, rates } from '../print.js';
import type { Answering } from './load.js';

/** One line: what a server answers in a second that its core is busy, and in one by the clock. */
export function printAnswering(
  what: string,
  { busy, clock, shares }: Answering,
  ...beside: readonly string[]
): void {
  const onClock = `${perSecond(clock)} by the clock`;
  const usage = `server ${percent(shares.server)} busy, load ${percent(shares.load)}`;
  line(what, perSecond(busy), rates(busy), onClock, usage, ...beside);
}
