import type { Vault } from '#ledger/vault.js';
import { Freshness } from '#projections/read-model/freshness.js';
import { ledgerPrefix } from '#projections/ledger-stream.js';
import { ReadModelQueries } from '#projections/read-model/queries.js';
import type { ReadModel as Home } from '#projections/read-model/read-model.js';
import type { EventReader } from '#store/event-store.js';
import { setTimeout as pause } from 'node:timers/promises';
import { subjectsOf } from './subjects.js';

/** What was written elsewhere this long ago is in every answer, or there is none; in milliseconds. */
const patience = 1_000;

export type ReadModelOptions = {
  readonly home: Home;
  readonly events: Pick<EventReader, 'read' | 'head'>;
  readonly vault: Pick<Vault, 'fetch'>;
  /** Whether everything that is written is told to `freshness` at the moment. */
  readonly isFollowing: () => boolean;
  /** UTC milliseconds. */
  readonly clock: () => number;
};

/** Answers checks from a home of read models that processes share. */
export class ReadModel {
  readonly home: Home;
  readonly freshness = new Freshness(() => performance.now(), patience);
  readonly queries: ReadModelQueries;

  constructor({ home, events, vault, isFollowing, clock }: ReadModelOptions) {
    this.home = home;
    this.queries = new ReadModelQueries({
      model: home,
      reader: events,
      subjects: subjectsOf(vault),
      // While this process is not told what others write, every answer is as new as the store is then.
      required: (organization) =>
        isFollowing()
          ? this.freshness.required(organization)
          : headOf(events, organization, this.freshness.required(organization)),
      clock,
      pause: (milliseconds) => pause(milliseconds),
    });
  }
}

async function headOf(
  events: Pick<EventReader, 'head'>,
  organization: string,
  known: number,
): Promise<number> {
  return Math.max(known, (await events.head(ledgerPrefix + organization)) ?? -1);
}
