import type { Warning } from '#commands/context.js';
import { noImpact } from '../present-impact.js';
import type { Names, PresentedEvent } from '../present.js';
import type { Receipt, Submission } from '../submission.js';
import { presentEntry } from './entry.js';
import type { Outcome } from './outcome.js';

/** What answers are made from. */
export type Sources = {
  readonly names: Names;
  /** Events that are stored, both ends included. */
  eventsBetween(first: number, last: number): Promise<readonly PresentedEvent[]>;
};

/**
 * The answer to a request whose outcome is durable.
 *
 * @throws what the request was refused with
 */
export async function receiptOf(
  outcome: Outcome,
  { organization, request }: Submission,
  { names, eventsBetween }: Sources,
): Promise<Receipt> {
  const receipt = { organization, repeated: false, dryRun: request.dryRun ?? false };
  switch (outcome.kind) {
    case 'refused':
      throw outcome.error;
    case 'unchanged': {
      const { revision, warnings } = outcome;
      return { ...receipt, revision, events: [], warnings, ...(receipt.dryRun && { impact: noImpact }) };
    }
    case 'dry': {
      const { revision, events, warnings, impact } = outcome;
      return { ...receipt, revision, events, warnings, impact };
    }
    case 'entry': {
      const { entry } = outcome;
      const revision = entry.first + entry.drafts.length - 1;
      return { ...receipt, revision, events: presentEntry(entry, names), warnings: entry.warnings };
    }
    case 'repeat': {
      const { first, last, warnings } = outcome.remembered;
      const events = await eventsBetween(first, last);
      return { ...receipt, repeated: true, revision: last, events, warnings: parseWarnings(warnings) };
    }
    default: {
      const never: never = outcome;
      return never;
    }
  }
}

function parseWarnings(text: string | undefined): readonly Warning[] {
  // The ledger wrote it, as canonical JSON of warnings.
  return text === undefined ? [] : (JSON.parse(text) as Warning[]);
}
