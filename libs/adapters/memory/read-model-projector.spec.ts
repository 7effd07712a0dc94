import { start } from '#access/testing/ledger.suite.js';
import { model } from '#access/testing/models.suite.js';
import { randomLedger } from '#access/testing/random-ledger.suite.js';
import type { Fact } from '#events/event.js';
import { placedFacts, userOf, write } from '#projections/read-model/folded-ledgers.suite.js';
import { Projected } from '#projections/read-model/projection.suite.js';
import { ReadModelUnavailable, type Step } from '#projections/read-model/read-model.js';
import { loadProgress } from '#projections/progress.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { MemoryEventStore } from './event-store.js';
import { MemoryPositionStore } from './position-store.js';
import { MemoryReadModel } from './read-model.js';

/** A model that is away when the test says so, and tells the steps that it took. */
class Watched extends MemoryReadModel {
  isAway = false;
  readonly steps: number[] = [];

  override async apply(organization: string, step: Step): ReturnType<MemoryReadModel['apply']> {
    if (this.isAway) throw new ReadModelUnavailable('away');
    this.steps.push(step.times.length);
    return super.apply(organization, step);
  }

  override async head(organization: string): ReturnType<MemoryReadModel['head']> {
    if (this.isAway) throw new ReadModelUnavailable('away');
    return super.head(organization);
  }
}

const [facts] = fc.sample(randomLedger(model('ocp')), { numRuns: 1, seed: 7 }) as [Fact[]];

describe('a projector of read models', () => {
  let homes: { model: Watched; store: MemoryEventStore; positions: MemoryPositionStore };
  let projected: Projected;
  let written: number;

  beforeEach(() => {
    homes = { model: new Watched(), store: new MemoryEventStore(), positions: new MemoryPositionStore() };
    projected = new Projected(homes);
    written = 0;
  });

  afterEach(() => projected.stopping.abort());

  const next = async (count: number) => {
    const events = facts.slice(written, written + count);
    written += events.length;
    await write(homes.store, 'acme', events);
    return placedFacts('acme', events);
  };
  const revision = async () => (await homes.model.head('acme'))?.revision;

  it('makes a copy of an organization that it hears of, then takes step after step', async () => {
    await projected.projector.apply(await next(20));
    await projected.settle();
    expect([await revision(), projected.told]).toEqual([19, ['built 19']]);

    await projected.projector.apply(await next(3));
    await projected.projector.apply(await next(2));

    expect([await revision(), homes.model.steps, projected.told]).toEqual([24, [3, 2], ['built 19']]);
  });

  it('goes on with a copy that it finds', async () => {
    await projected.projector.apply(await next(20));
    await projected.settle();
    await next(5);
    projected.restart();
    await projected.projector.apply(await next(5));
    await projected.settle();

    expect([await revision(), projected.told]).toEqual([29, ['built 19']]);
  });

  it('goes on where the model was away, without being told again', async () => {
    await projected.projector.apply(await next(20));
    await projected.settle();
    homes.model.isAway = true;
    await projected.projector.apply(await next(5));
    await projected.projector.idle();
    expect(projected.projector.behind).toBe(1);

    homes.model.isAway = false;
    await projected.settle();

    expect(await revision()).toBe(24);
    expect(projected.told).toContain('ReadModelUnavailable: away');
  });

  it('lets an organization wait whose events cannot be taken in, and no other, until they can', async () => {
    await projected.projector.apply(await next(20));
    await projected.settle();
    projected.sources.poisoned.add('acme');
    await projected.projector.apply(await next(5));
    await projected.settle();
    await write(homes.store, 'globex', facts.slice(0, 20));
    await projected.projector.apply(placedFacts('globex', facts.slice(0, 20)));
    await projected.settle();

    expect(projected.projector.stopped).toBe(1);
    expect([await revision(), (await homes.model.head('globex'))?.revision]).toEqual([19, 19]);

    projected.sources.poisoned.clear();
    while (projected.projector.stopped > 0) await projected.settle();

    expect([await revision(), projected.projector.behind]).toEqual([24, 0]);
    expect(projected.told).toContain('healed');
  });

  it('looks after what others asked for in vain', async () => {
    await next(20);
    await homes.model.want({ organization: 'acme' });
    await homes.model.want({ organization: 'nobody' });
    await projected.projector.mendWanted();
    await projected.settle();

    expect([await revision(), projected.projector.behind]).toEqual([19, 0]);
    expect(await homes.model.head('nobody')).toBeUndefined();
  });

  it('makes a copy anew that somebody found damaged, and goes on with any other', async () => {
    await projected.projector.apply(await next(20));
    await projected.settle();
    const { copy } = (await homes.model.head('acme'))!;
    for (const damaged of ['of long ago', copy]) {
      await homes.model.want({ organization: 'acme', damaged });
      await projected.projector.mendWanted();
      await projected.settle();
    }

    expect((await homes.model.head('acme'))!.copy).not.toBe(copy);
    expect(projected.told).toEqual(['built 19', 'built 19']);
  });

  it('keeps its position, and what is behind it', async () => {
    await projected.projector.keep();
    expect(await loadProgress(homes.positions, 'read-model')).toEqual({ stopped: new Map() });
    homes.model.isAway = true;
    await projected.projector.apply(await next(20));
    await projected.projector.keep();

    expect(await loadProgress(homes.positions, 'read-model')).toEqual({
      position: '19',
      stopped: new Map([['acme', 19]]),
    });
  });

  it('does no harm to another one', async () => {
    const first = projected.projector;
    await first.apply(await next(20));
    await projected.settle();
    projected.restart();
    for (let round = 0; round < 5; round++) {
      const events = await next(4);
      await Promise.all([first.apply(events), projected.projector.apply(events.slice(1))]);
    }
    await first.idle();
    await projected.settle();

    expect([await revision(), projected.told]).toEqual([39, ['built 19']]);
  });

  it('puts many shared facts into a dump', async () => {
    await projected.projector.apply(await next(facts.length));
    await projected.settle();
    const root = facts.find(({ type }) => type === 'OrganizationCreated')!.data as { root: string };
    const renamed = Array.from({ length: 1_100 }, (_, index) => {
      const role = { id: `role-${index}`, name: `Role ${index}`, kind: 'custom', locked: [], grants: [] };
      const data = { ...role, role: role.id, assignableAt: [root.root.split(':')[0]] };
      const at = { revision: facts.length + index, time: start + 1e9, actor: 'operator:root' };
      return { type: 'RoleCreated', data, ...at } as unknown as Fact;
    });
    await write(homes.store, 'acme', renamed);
    const before = projected.ask();
    await before.about('acme', [userOf(0)]);
    await projected.projector.apply(placedFacts('acme', renamed.slice(0, 1_050)));
    await projected.projector.apply(placedFacts('acme', renamed.slice(1_050)));

    expect(await homes.model.shared('acme')).toMatchObject({ base: { stamp: 1_050 } });
    const at = { atLeast: facts.length + 1_099 };
    const views = [before, projected.ask()].map((queries) => queries.about('acme', [userOf(0)], at));
    for (const { view } of await Promise.all(views)) {
      expect(view.access.roles.number('role-1099')).toBeDefined();
    }
  });
});
