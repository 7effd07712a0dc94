import type { Step } from '#access/trace.js';
import { type Names, presentActor } from '#ledger/present.js';

/** One link of an explanation, with the revision, the time and the actor of the event that made it so. */
export type PresentedStep = Omit<Step, 'time'> & { readonly time: string };

export function presentStep({ time, actor, ...step }: Step, names: Names): PresentedStep {
  return { ...step, time: new Date(time).toISOString(), actor: presentActor(actor, names) };
}
