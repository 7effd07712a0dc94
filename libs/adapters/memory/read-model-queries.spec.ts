import { model } from '#access/testing/models.suite.js';
import { randomLedger } from '#access/testing/random-ledger.suite.js';
import type { Fact } from '#events/event.js';
import { placedFacts, userOf, write } from '#projections/read-model/folded-ledgers.suite.js';
import { Projected } from '#projections/read-model/projection.suite.js';
import { ReadModelDamaged, ReadModelUnavailable } from '#projections/read-model/read-model.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { MemoryEventStore } from './event-store.js';
import { MemoryPositionStore } from './position-store.js';
import { MemoryReadModel } from './read-model.js';

/** A model that fails when the test says so. */
class Failing extends MemoryReadModel {
  failure: Error | undefined;
  finds = 0;

  override async find(...asked: Parameters<MemoryReadModel['find']>): ReturnType<MemoryReadModel['find']> {
    this.finds++;
    if (this.failure !== undefined) throw this.failure;
    return super.find(...asked);
  }
}

const [facts] = fc.sample(randomLedger(model('ocp')), { numRuns: 1, seed: 7 }) as [Fact[]];
const last = facts.length - 1;
const user = userOf(0);

describe('queries of read models', () => {
  let homes: { model: Failing; store: MemoryEventStore; positions: MemoryPositionStore };
  let projected: Projected;

  beforeEach(async () => {
    homes = { model: new Failing(), store: new MemoryEventStore(), positions: new MemoryPositionStore() };
    projected = new Projected(homes);
    await write(homes.store, 'acme', facts.slice(0, 30));
  });

  afterEach(() => projected.stopping.abort());

  const project = async (events: readonly Fact[]) => {
    await projected.projector.apply(placedFacts('acme', events));
    await projected.settle();
  };
  const revision = async (...asked: Parameters<Projected['queries']['about']>) =>
    (await projected.queries.about(...asked)).view.revision;

  it('answer in one read where the shared part is known', async () => {
    await project(facts.slice(0, 30));
    await revision('acme', [user]);
    homes.model.finds = 0;

    expect(await revision('acme', [user, userOf(1)])).toBe(29);
    expect(homes.model.finds).toBe(1);
  });

  it('read once for all who ask at the same time, each answered about their own', async () => {
    await project(facts.slice(0, 30));
    await revision('acme', [user]);
    homes.model.finds = 0;
    const users = [[userOf(1)], [user, userOf(1)], ['stranger'], []];

    const answers = await Promise.all(users.map((some) => projected.queries.about('acme', some)));
    const numbers = answers.map(({ directory }, index) => users[index]!.map((one) => directory.find(one)));
    expect(numbers).toEqual([[1], [0, 1], [undefined], []]);
    expect(answers[0]!.directory.find(user)).toBeUndefined();
    expect(homes.model.finds).toBe(1);
  });

  it('know no organization that has no ledger', async () => {
    await expect(revision('globex', [user])).rejects.toMatchObject({ code: 'UNKNOWN_ORGANIZATION' });
  });

  it('wait for a copy that is not there yet, having asked for it', async () => {
    const asking = revision('acme', [user]);
    while (projected.told.length === 0) {
      await projected.projector.mendWanted();
      await projected.projector.idle();
    }

    expect(await asking).toBe(29);
  });

  it('say that nothing can be answered where no copy comes', async () => {
    await expect(revision('acme', [user])).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
  });

  it('wait once for all, and answer when it comes', async () => {
    await expect(revision('acme', [user])).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
    homes.model.finds = 0;
    await expect(revision('acme', [user])).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
    expect(homes.model.finds).toBe(0);
    await project(facts.slice(0, 30));

    expect(await revision('acme', [user])).toBe(29);
  });

  it('wait for a revision, and say that it is not there where it does not come', async () => {
    await project(facts.slice(0, 30));
    const asking = revision('acme', [user], { atLeast: 34 });
    await write(homes.store, 'acme', facts.slice(30, 35));
    await project(facts.slice(30, 35));

    expect(await asking).toBe(34);
    await expect(revision('acme', [user], { atLeast: 35 })).rejects.toMatchObject({
      code: 'REVISION_NOT_YET_AVAILABLE',
    });
  });

  it('give no answer that has not seen what it must have seen', async () => {
    await project(facts.slice(0, 30));
    projected.queries = projected.ask(() => 30);

    await expect(revision('acme', [user])).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
    expect(await homes.model.takeWanted(1)).toEqual([{ organization: 'acme' }]);
  });

  it.each([
    ['ahead of the ledger', 40],
    ['at an event that the ledger has not', 10],
  ])('give no answer from a copy %s', async (_, revision) => {
    const at = { revision, last: 'of another life', key: 'key-1', stamp: 0 };
    const { shared } = (await projectedShared())!;
    const times = Array.from({ length: revision + 1 }, () => 0);
    const foreign = await homes.model.begin('acme', { ...at, shared, times });
    await homes.model.serve('acme', foreign);

    await expect(projected.queries.about('acme', [user])).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
  });

  const projectedShared = async () => {
    await project(facts.slice(0, 30));
    return (await homes.model.shared('acme'))?.base;
  };

  it('say that nothing can be answered while the model is away, and answer when it is back', async () => {
    await project(facts.slice(0, 30));
    homes.model.failure = new ReadModelUnavailable('away');
    await expect(revision('acme', [user])).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
    homes.model.failure = undefined;

    expect(await revision('acme', [user])).toBe(29);
  });

  it('ask for a copy in the place of one that is damaged', async () => {
    await project(facts.slice(0, 30));
    const { copy } = (await homes.model.head('acme'))!;
    homes.model.failure = new ReadModelDamaged('half of it');
    await expect(revision('acme', [user])).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });

    expect(await homes.model.takeWanted(1)).toEqual([{ organization: 'acme', damaged: copy }]);
  });

  it.each(['shared', 'fact'])('never answer from a shared part with a damaged %s', async (what) => {
    await project(facts.slice(0, 30));
    const head = (await homes.model.head('acme'))!;
    if (what === 'shared') await homes.model.compact('acme', head, Buffer.alloc(100));
    else {
      const { id } = placedFacts('acme', facts.slice(30, 31))[0]!;
      await write(homes.store, 'acme', facts.slice(30, 31));
      await homes.model.apply('acme', { from: head, times: [0], last: id, shared: ['{}'], people: [] });
    }

    await expect(revision('acme', [user])).rejects.toMatchObject({ code: 'READ_MODEL_STALE' });
  });

  it('find nobody who is not there', async () => {
    await project(facts.slice(0, 30));
    const { directory } = await projected.queries.about('acme', ['stranger', user]);

    expect([directory.find('stranger'), directory.find(user), directory.find(userOf(1))]).toEqual([
      undefined,
      0,
      undefined,
    ]);
  });

  it('go back to a revision or a time, but not ahead of either, nor before the first', async () => {
    await write(homes.store, 'acme', facts.slice(30));
    await project(facts);
    const asOf = async (at: number | { time: number }) => {
      const { view } = await projected.queries.about('acme', [user], { asOf: at });
      return [view.revision, view.instant];
    };
    const { time } = facts[20]!;
    const lastThen = facts.findLastIndex((fact) => fact.time <= time);

    expect(await asOf(20)).toEqual([20, time]);
    expect(await asOf({ time })).toEqual([lastThen, time]);
    await expect(asOf(last + 1)).rejects.toMatchObject({ code: 'REVISION_NOT_YET_AVAILABLE' });
    await expect(asOf({ time: facts[last]!.time + 1 })).rejects.toMatchObject({
      code: 'REVISION_NOT_YET_AVAILABLE',
    });
    await expect(asOf({ time: facts[0]!.time - 1 })).rejects.toMatchObject({ code: 'MALFORMED' });
  });
});
