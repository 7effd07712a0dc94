import type { View } from '#access/view.js';
import type { Moment } from '#client/organization-calls.js';
import type { AsOf } from '#access/as-of.js';
import type { Ledger } from '#ledger/ledger.js';

/** The state that a question is about. Use it before the next `await`. */
export async function viewAt(ledger: Ledger, { asOf, atLeast }: Moment): Promise<View> {
  const { revision, instant } = await ledger.at({
    asOf: asOf === undefined ? undefined : asOfOf(asOf),
    atLeast,
  });
  return ledger.access.view(revision, instant);
}

export function asOfOf(asOf: number | string | Date): AsOf {
  if (typeof asOf === 'number') return asOf;
  return { time: typeof asOf === 'string' ? Date.parse(asOf) : asOf.getTime() };
}
