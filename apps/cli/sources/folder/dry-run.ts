import type { Command, Ref } from '#client/commands.js';
import type { SubmitOptions } from '#client/organization.js';
import type { Effect, Submitted } from '#client/trail.js';
import { parseRequest } from '#commands/request.js';
import type { Ledgers } from '#ledger/ledgers.js';
import type { PresentedLine } from '#ledger/present-impact.js';
import type { Principal } from '#ledger/submission.js';
import { StoreUnavailable } from '#store/event-store.js';

const eventsListed = 1_000;

/** Nobody's rights are judged where everything can be read anyway. */
const principal: Principal = {
  via: 'operator:dry-run',
  credential: 'dry-run',
  acting: { kind: 'exempt', actor: 'operator:dry-run', covers: () => true },
};

/** What the commands would come to, decided on the ledger as it is. Nothing is written. */
export async function dryRun(
  ledgers: Ledgers,
  organization: string,
  commands: readonly Command[],
  { dryRun, expectedRevision, reason }: SubmitOptions,
): Promise<Submitted> {
  if (dryRun !== true) {
    throw new StoreUnavailable('a data folder is only read here, ask the service to change it');
  }
  const body = {
    commands,
    dryRun,
    ...(expectedRevision !== undefined && { expectedRevision }),
    ...(reason !== undefined && { reason }),
  };
  const request = parseRequest(body);
  const { revision, events, warnings, impact } = await ledgers.submit({
    organization,
    request,
    body,
    principal,
    correlation: 'dry-run',
  });
  return {
    organization,
    revision,
    events: events.slice(0, eventsListed),
    eventCount: events.length,
    warnings,
    ...(impact !== undefined && {
      impact: { ...impact, gained: impact.gained.map(effect), lost: impact.lost.map(effect) },
    }),
  };
}

function effect(line: PresentedLine): Effect {
  // What the fold calls a place or a resource is a ref.
  return line as Effect & { readonly resource: Ref };
}
