import type { Caller } from '#commands/context.js';
import type { LedgerState } from '../state.js';
import type { Principal } from '../submission.js';

/** On whose account events are written, and when. */
export type Account = {
  readonly actor: string;
  readonly via: string;
  /** Id of the request. */
  readonly command: string;
  readonly correlation: string;
  /** UTC milliseconds that the events count from: never before the last event of the ledger. */
  readonly time: number;
  /** UTC milliseconds on the clock of this process. */
  readonly clock: number;
};

/** What the service itself does when a time has come. */
export const service = { actor: 'service:grantline', via: 'system' };

export function callerOf({ acting }: Principal, state: LedgerState): Caller {
  if (acting.kind === 'exempt') return acting;
  return { kind: 'person', user: acting.user, person: state.pending.find(acting.user) };
}

/** The caller as it stands on events. Strangers have no number, and nothing they ask for comes to an event. */
export function actorOf(caller: Caller): string {
  if (caller.kind === 'exempt') return caller.actor;
  return caller.person === undefined ? 'stranger' : `person:${caller.person}`;
}
