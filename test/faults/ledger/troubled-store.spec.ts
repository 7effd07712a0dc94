import { describe, expect, it } from '@jest/globals';
import type { Ledgers } from '#ledger/ledgers.js';
import type { Receipt } from '#ledger/submission.js';
import { World } from '#ledger/world.suite.js';
import * as fc from 'fast-check';

const users = ['dev', 'max', 'eva', 'tom'];
const roles = ['viewer', 'developer', 'owner'];

type Order = readonly [string, object];

const user = fc.constantFrom(...users);
const role = fc.constantFrom(...roles);
const order: fc.Arbitrary<Order> = fc.oneof(
  user.map((user): Order => ['AddUser', { user, email: `${user}@example.com` }]),
  user.map((user): Order => ['RemoveUser', { user }]),
  user.map((user): Order => ['EraseUser', { user }]),
  fc
    .tuple(user, fc.string())
    .map(([user, team]): Order => ['ChangeUserAttributes', { user, attributes: { team } }]),
  fc.tuple(user, role).map(([user, role]): Order => ['AssignRole', { user, role, place: 'group:sales' }]),
  fc.tuple(user, role).map(([user, role]): Order => ['RevokeRole', { user, role, place: 'group:sales' }]),
  fc
    .tuple(user, role, fc.integer({ min: 1, max: 90 }))
    .map(([user, role, minutes]): Order => ['AssignRole', { user, role, place: 'group:sales', minutes }]),
);

type Step =
  | { readonly do: 'send'; readonly process: number; readonly orders: readonly Order[] }
  | { readonly do: 'restart'; readonly process: number }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'trouble'; readonly kind: 'loseRequest' | 'loseAnswer' | 'refuse' };

const process = fc.nat({ max: 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      process,
      orders: fc.array(order, { minLength: 1, maxLength: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), process }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 60 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('trouble' as const),
      kind: fc.constantFrom('loseRequest' as const, 'loseAnswer' as const, 'refuse' as const),
    }),
  },
);

/** Two processes over one store that fails now and then; each request has a key and is sent again when it got no answer. */
class Scene {
  readonly world = new World({ snapshotTail: 1 });
  readonly #processes: Ledgers[] = [this.world.ledgers, this.world.start({ limits: { snapshotTail: 1 } })];
  readonly acknowledged: Receipt[] = [];
  #keys = 0;

  async play(steps: readonly Step[]): Promise<void> {
    await this.world.found();
    for (const step of steps) {
      if (step.do === 'send') {
        await Promise.all(step.orders.map((order) => this.#send(step.process, order)));
      } else if (step.do === 'restart') {
        await this.#processes[step.process]!.close();
        this.#processes[step.process] = this.world.start({ limits: { snapshotTail: 1 } });
      } else if (step.do === 'wait') {
        this.world.now += step.minutes * 60_000;
      } else {
        this.world.store[step.kind]();
      }
    }
    this.world.store.recover();
  }

  /** What each process knows when it has heard of everything, and what one knows that reads everything. */
  async known(): Promise<readonly unknown[]> {
    const processes = [...this.#processes, this.world.start({ snapshots: new World().snapshots })];
    return Promise.all(
      processes.map(async (ledgers) => {
        const ledger = await ledgers.open('acme');
        await ledger.catchUp();
        const { access, directory, durable } = ledger;
        return { access: access.dump(), directory: directory.dump(), durable };
      }),
    );
  }

  async #send(process: number, [type, { ...data }]: Order): Promise<void> {
    const key = `k-${this.#keys++}`;
    if ('minutes' in data) {
      const until = new Date(this.world.now + Number(data.minutes) * 60_000).toISOString();
      delete data.minutes;
      Object.assign(data, { until });
    }
    for (let tries = 0; tries < 50; tries++) {
      try {
        const at = this.#processes[(process + tries) % 2]!;
        const receipt = await this.world.send(type, data, { key, at });
        this.acknowledged.push(receipt);
        return;
      } catch (error) {
        if (!(error instanceof Error && error.message.startsWith('STORE_UNAVAILABLE'))) return;
      }
    }
    throw new Error('the store is away for ever');
  }
}

describe('processes over a store that fails now and then', () => {
  it('lose nothing that was acknowledged, write nothing twice, and know the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const scene = new Scene();
        await scene.play(steps);
        const [one, two, fresh] = await scene.known();
        expect(one).toEqual(fresh);
        expect(two).toEqual(fresh);
        const events = await scene.world.events();
        for (const { events: told } of scene.acknowledged) {
          for (const { id, revision } of told) expect(events[revision]?.id).toBe(id);
        }
        const requests = new Map<string, number>();
        for (const { metadata } of events) {
          requests.set(metadata.command, (requests.get(metadata.command) ?? 0) + 1);
        }
        for (const { metadata } of events)
          expect(requests.get(metadata.command)).toBe(Number(metadata.count));
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});
