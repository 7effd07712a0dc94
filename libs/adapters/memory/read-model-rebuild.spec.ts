import { everyModel } from '#access/testing/models.suite.js';
import { randomLedger } from '#access/testing/random-ledger.suite.js';
import type { Fact } from '#events/event.js';
import { placedFacts, userOf, write } from '#projections/read-model/folded-ledgers.suite.js';
import { compare } from '#projections/read-model/compare.js';
import { Projected } from '#projections/read-model/projection.suite.js';
import type { Head, StoredRow } from '#projections/read-model/read-model.js';
import { subjectOf } from '#projections/read-model/read-model.suite.js';
import { rebuild } from '#projections/read-model/rebuild.js';
import type { Projection } from '#projections/read-model/take-in.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { asyncProperty, assert, nat, sample } from 'fast-check';
import { MemoryEventStore } from './event-store.js';
import { MemoryPositionStore } from './position-store.js';
import { MemoryReadModel } from './read-model.js';

const { signal } = new AbortController();
const outside = { giveWay: async () => undefined, signal };

type Homes = {
  readonly model: MemoryReadModel;
  readonly store: MemoryEventStore;
  readonly positions: MemoryPositionStore;
};

function open(model = new MemoryReadModel()): { homes: Homes; projected: Projected; projection: Projection } {
  const homes = { model, store: new MemoryEventStore(), positions: new MemoryPositionStore() };
  const projected = new Projected(homes);
  const projection = { model, sources: projected.sources, reader: homes.store };
  return { homes, projected, projection };
}

describe.each(everyModel)('a copy of random ledgers of the model $name', (document) => {
  it('is as the ledger, however it came about', async () => {
    const property = asyncProperty(randomLedger(document), nat(), async (facts, until) => {
      const { homes, projected, projection } = open();
      const built = 1 + (until % (facts.length - 1));
      await write(homes.store, 'acme', facts.slice(0, built));
      await projected.projector.apply(placedFacts('acme', facts.slice(0, built)));
      await projected.settle();
      await write(homes.store, 'acme', facts.slice(built));
      await projected.projector.apply(placedFacts('acme', facts.slice(built)));
      const stepped = (await homes.model.head('acme'))!;

      expect(await compare(projection, 'acme', stepped, signal)).toEqual([]);
      const rebuilt = await rebuild(projection, 'acme', outside);
      expect(rebuilt).toMatchObject({ head: { revision: facts.length - 1, served: true } });
      expect(await homes.model.head('acme')).toMatchObject({ copy: (rebuilt as { head: Head }).head.copy });
      projected.stopping.abort();
    });
    await assert(property, { numRuns: 10 });
  });
});

describe('a copy that is not as its ledger', () => {
  const [facts] = sample(randomLedger(everyModel[0]!), { numRuns: 1, seed: 3 }) as [Fact[]];
  const revision = facts.length - 1;
  let homes: Homes;
  let projected: Projected;
  let projection: Projection;
  let head: Head;

  beforeEach(async () => {
    ({ homes, projected, projection } = open());
    await write(homes.store, 'acme', facts);
    await projected.projector.apply(placedFacts('acme', facts));
    await projected.settle();
    head = (await homes.model.head('acme'))!;
  });

  afterEach(() => projected.stopping.abort());

  /** A step that the ledger does not have in it. */
  const wrong = async (more: {
    shared?: readonly string[];
    people?: readonly StoredRow[];
    time?: number;
  }) => {
    const at = facts[0]!.time;
    const renamed = { ...facts[revision]!, revision: revision + 1, type: 'OrganizationRenamed' } as Fact;
    await write(homes.store, 'acme', [{ ...renamed, data: { name: 'x' } } as Fact]);
    const { id } = placedFacts('acme', [renamed])[0]!;
    const { shared = [], people = [], time = renamed.time } = more;
    head = (await homes.model.apply('acme', { from: head, last: id, times: [time], shared, people }))!;
    expect([head.revision, at]).toEqual([revision + 1, at]);
  };

  it('is told of where a person differs', async () => {
    const subject = subjectOf(userOf(0));
    await wrong({ people: [{ person: 0, subject, live: '[[[1,0]],[],[]]', past: '' }] });

    expect(await compare(projection, 'acme', head, signal)).toEqual([
      `person 0 is not as in the ledger at revision ${revision + 1}`,
    ]);
  });

  it('is told of where somebody cannot be found', async () => {
    await wrong({ people: [{ person: 0, subject: undefined, live: '', past: '' }] });

    expect(await compare(projection, 'acme', head, signal)).toHaveLength(1);
  });

  it('is told of where a time differs', async () => {
    await wrong({ time: facts[revision]!.time + 1 });

    expect(await compare(projection, 'acme', head, signal)).toEqual([
      `the time of event ${revision + 1} differs`,
    ]);
  });

  it('is told of where the shared part differs', async () => {
    const { data } = facts[0]!;
    const resource = { resource: 'group:more', parent: (data as { root: string }).root, name: 'more' };
    const fact = { type: 'ResourceRegistered', data: resource, revision: revision + 1 };
    await wrong({ shared: [JSON.stringify(fact)] });

    expect(await compare(projection, 'acme', head, signal)).toEqual([
      `resources are not as in the ledger at revision ${revision + 1}`,
    ]);
  });

  it('is told of where it cannot be read', async () => {
    await wrong({ shared: ['{}'] });

    expect(await compare(projection, 'acme', head, signal)).toEqual([
      'a shared fact is not what was written',
    ]);
  });
});

describe('making a copy anew', () => {
  const [facts] = sample(randomLedger(everyModel[0]!), { numRuns: 1, seed: 3 }) as [Fact[]];

  it('lets the old one answer where the new one is not as the ledger', async () => {
    class Forgetful extends MemoryReadModel {
      isForgetful = false;

      override async fill(organization: string, copy: Head, rows: readonly StoredRow[]): Promise<void> {
        await super.fill(organization, copy, this.isForgetful ? rows.slice(1) : rows);
      }
    }
    const model = new Forgetful();
    const { homes, projected, projection } = open(model);
    await write(homes.store, 'acme', facts);
    await projected.projector.apply(placedFacts('acme', facts));
    await projected.settle();
    const before = await model.head('acme');
    model.isForgetful = true;

    const rebuilt = await rebuild(projection, 'acme', outside);

    expect(rebuilt).toEqual({ differing: [expect.stringContaining('person 0')] });
    expect(await model.head('acme')).toEqual(before);
    projected.stopping.abort();
  });
});
