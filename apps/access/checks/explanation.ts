import type { Explanation } from '#access/explain.js';
import type { Step } from '#access/trace.js';
import type { Names } from '#ledger/present.js';
import { presentStep } from '../queries/step.js';

/** Why, as it is answered in `context.grantline`. */
export function presentExplanation(
  { reason, because, hidden }: Explanation,
  revision: number,
  names: Names,
): Record<string, unknown> {
  const step = (step: Step) => presentStep(step, names);
  return {
    reason,
    revision,
    because: because.map((chain) => chain.map(step)),
    hidden: hidden.map(({ code, text, role, levels, by }) => ({
      code,
      text,
      role,
      level: levels.names,
      by: step(by),
    })),
  };
}
