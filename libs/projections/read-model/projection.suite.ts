import type { Access } from '#access/access.js';
import { check } from '#access/check.js';
import { everyModel } from '#access/testing/models.suite.js';
import { people, permissions, resources } from '#access/testing/questions.suite.js';
import { randomLedger, replay } from '#access/testing/random-ledger.suite.js';
import type { EventStore } from '#store/event-store.js';
import type { PositionStore } from '#store/position-store.js';
import { describe, expect, it } from '@jest/globals';
import { array, assert, asyncProperty, constantFrom, nat, record, tuple } from 'fast-check';
import { setImmediate as turn } from 'node:timers/promises';
import { FoldedLedgers, placedFacts, userOf, write } from './folded-ledgers.suite.js';
import { ReadModelProjector } from './projector.js';
import { type Answer, ReadModelQueries } from './queries.js';
import type { ReadModel } from './read-model.js';
import { subjectOf } from './read-model.suite.js';

/** Where a projection runs. */
export type ProjectionHomes = {
  readonly model: ReadModel;
  readonly store: EventStore;
  readonly positions: PositionStore;
};

/** Everything about one projection of one organization: it is written, projected and asked about. */
export class Projected {
  readonly sources: FoldedLedgers;
  readonly stopping = new AbortController();
  readonly organization: string;
  readonly told: string[] = [];
  queries: ReadModelQueries;
  #projector: ReadModelProjector;

  constructor(
    readonly homes: ProjectionHomes,
    organization = 'acme',
  ) {
    this.organization = organization;
    this.sources = new FoldedLedgers(homes.store);
    this.#projector = this.#start();
    this.queries = this.ask();
  }

  get projector(): ReadModelProjector {
    return this.#projector;
  }

  /** A projector that begins anew, beside the one that is at work. */
  restart(): void {
    this.#projector = this.#start();
  }

  ask(required: () => number = () => -1): ReadModelQueries {
    const { model, store: reader } = this.homes;
    const pause = async (): Promise<void> => void (await turn());
    return new ReadModelQueries({
      ...{ model, reader, required, pause },
      subjects: async () => subjectOf,
      clock: () => 0,
      limits: { wait: 200 },
    });
  }

  /** Until nothing is behind. */
  async settle(): Promise<void> {
    for (let tries = 0; tries === 0 || this.#projector.behind > this.#projector.stopped; tries++) {
      if (tries > 1_000) throw new Error(`still behind: ${this.told.join(', ')}`);
      await this.#projector.idle();
      await turn();
    }
  }

  #start(): ReadModelProjector {
    const { model, store, positions } = this.homes;
    return new ReadModelProjector({
      ...{ model, positions, reader: store, sources: this.sources },
      ...{ name: 'read-model', progress: { stopped: new Map() } },
      stops: (error) => error instanceof Error && error.name === 'StoreCorrupt',
      outside: { pause: async () => void (await turn()), giveWay: async () => undefined },
      signal: this.stopping.signal,
      hooks: {
        built: (_, revision) => this.told.push(`built ${revision}`),
        stopped: () => this.told.push('stopped'),
        healed: () => this.told.push('healed'),
        trouble: (_, error) => this.told.push(String(error)),
      },
    });
  }
}

/** What every home of read models makes of ledgers, whatever they hold and however they are projected. */
export function projectsRandomLedgers(open: () => Promise<ProjectionHomes>, numRuns: number): void {
  const stages = array(
    record({
      events: nat(40),
      told: constantFrom('all', 'all', 'none', 'the last one', 'twice'),
      before: constantFrom('nothing', 'nothing', 'restart', 'lost'),
    }),
    { minLength: 1, maxLength: 6 },
  );

  describe.each(everyModel)('a projection of random ledgers of the model $name', (document) => {
    it('answers checks as the ledger does, live and as of any revision', async () => {
      const property = asyncProperty(
        tuple(randomLedger(document), stages, array(nat(), { minLength: 6, maxLength: 6 })),
        async ([facts, stages, looks]) => {
          const homes = await open();
          const projected = new Projected(homes, `org-${Math.random().toString(36).slice(2)}`);
          const { organization } = projected;
          let written = 0;
          try {
            for (const [index, { events, told, before }] of stages.entries()) {
              const next = facts.slice(written, written + events + 1);
              if (next.length === 0) break;
              written += next.length;
              await write(homes.store, organization, next);
              if (before === 'restart') projected.restart();
              if (before === 'lost') await lose(homes.model, organization);
              const placed = placedFacts(organization, next);
              if (told === 'all' || told === 'twice') await projected.projector.apply(placed);
              if (told === 'twice') await projected.projector.apply(placed);
              if (told === 'the last one') await projected.projector.apply(placed.slice(-1));
              await projected.settle();
              if (told === 'none') continue;
              const whole = replay(facts.slice(0, written));
              const asOf = looks[index]! % written;
              expect(await wrong(projected, whole, undefined)).toEqual([]);
              if (asOf > 0) expect(await wrong(projected, whole, asOf)).toEqual([]);
            }
          } finally {
            projected.stopping.abort();
            await homes.model.close();
          }
        },
      );
      await assert(property, { numRuns });
    });
  });
}

/** Something else took the place of the copy that answers. */
async function lose(model: ReadModel, organization: string): Promise<void> {
  const at = { revision: 0, last: 'foreign', key: 'key-1', stamp: 0 };
  const foreign = await model.begin(organization, { ...at, shared: new Uint8Array(3), times: [0] });
  await model.serve(organization, foreign);
}

/** Questions that the read model answers differently. */
async function wrong(projected: Projected, whole: Access, asOf: number | undefined): Promise<string[]> {
  const users = people.map(userOf);
  const at = { atLeast: whole.revision, ...(asOf !== undefined && { asOf }) };
  const { view, directory }: Answer = await projected.queries.about(projected.organization, users, at);
  const revision = asOf ?? whole.revision;
  const truth = whole.view(revision, whole.history.time(revision));
  expect([view.revision, view.instant]).toEqual([truth.revision, truth.instant]);
  const asked = permissions(truth);
  return [...resources(truth)].flatMap(({ view: there, node, ref }) =>
    asked.flatMap((permission) =>
      people.flatMap((person) => {
        const here = there.leaf === undefined ? view : view.withLeaf(there.leaf);
        const known = directory.find(userOf(person));
        const is = known !== undefined && check(here, known, permission, node);
        // Somebody erased cannot be asked for any more, whatever there was.
        const isErased = whole.people.status(person, whole.revision) === 'erased';
        const expected = !isErased && check(there, person, permission, node);
        return is === expected ? [] : [`${person} ${truth.model.permissions[permission]} ${ref}: ${is}`];
      }),
    ),
  );
}
