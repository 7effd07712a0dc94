import { beforeEach, describe, expect, it } from '@jest/globals';
import type { PlacedEvent } from '#store/event-store.js';
import { placed } from '../scripted-reader.suite.js';
import type { OrganizationChange, OrganizationWriter, Reached } from './organization-index.js';
import { OrganizationProjector } from './projector.js';

/** An index that shows what it was told. */
class Told implements OrganizationWriter {
  readonly changes: OrganizationChange[] = [];
  reached: Reached | undefined;
  failure: unknown;

  async position(): Promise<string | undefined> {
    return this.reached?.position;
  }

  async revisions(): Promise<ReadonlyMap<string, number>> {
    return this.reached?.revisions ?? new Map();
  }

  async apply(changes: readonly OrganizationChange[], reached: Reached): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.changes.push(...changes);
    this.reached = reached;
  }
}

const created = (n: number, stream: string) =>
  placed(n, { stream, revision: 0, type: 'OrganizationCreated', data: { name: 'Acme' } });
const activated = (n: number, stream: string, revision: number) =>
  placed(n, { stream, revision, type: 'UserActivated', data: { person: 0 } });
const [acme, beta] = ['organization-acme', 'organization-beta'];

describe('the projector of organizations', () => {
  let index: Told;
  let stopped: [string, unknown][];
  let projector: OrganizationProjector;
  const user = ({ type }: PlacedEvent) => (type === 'UserActivated' ? 'ana' : undefined);

  beforeEach(() => {
    index = new Told();
    stopped = [];
    projector = new OrganizationProjector(index, async () => user, {
      stopped: (organization, error) => stopped.push([organization, error]),
    });
  });

  it('tells the index what changed, with who was introduced and how far it has come', async () => {
    await projector.apply([created(1, acme), activated(2, acme, 1)]);
    expect(index.changes).toEqual([
      { organization: 'acme', change: 'created', name: 'Acme' },
      { organization: 'acme', change: 'active', person: 0, user: 'ana' },
    ]);
    expect(index.reached).toEqual({ position: '2', revisions: new Map([['acme', 1]]) });
  });

  it('takes in nothing twice', async () => {
    await projector.apply([created(1, acme), activated(2, acme, 1)]);
    await projector.apply([activated(2, acme, 1), activated(3, acme, 2)]);
    expect(index.changes).toHaveLength(3);
    expect(stopped).toEqual([]);
  });

  it.each<[string, PlacedEvent]>([
    ['of a type nobody knows', placed(2, { stream: acme, revision: 1, type: 'RoleSold' })],
    ['that skips a revision', activated(2, acme, 5)],
    [
      'in an envelope of another version',
      { ...activated(2, acme, 1), metadata: { ...placed(1).metadata, schema: '2' as '1' } },
    ],
  ])('stops at an event %s, for its organization and for no other', async (_, event) => {
    await projector.apply([created(1, acme), event, created(3, beta), activated(4, acme, 2)]);
    await projector.apply([activated(5, acme, 3), activated(6, beta, 1)]);
    expect(stopped).toEqual([['acme', expect.any(Error)]]);
    expect([...projector.stopped]).toEqual(['acme']);
    expect(index.changes.filter(({ organization }) => organization === 'acme')).toEqual([
      { organization: 'acme', change: 'created', name: 'Acme' },
      { organization: 'acme', change: 'unreadable' },
    ]);
    expect(index.reached!.revisions).toEqual(
      new Map([
        ['acme', 0],
        ['beta', 1],
      ]),
    );
  });

  it('stops at somebody whose identity is damaged', async () => {
    const damaged = async () => () => {
      throw new Error('does not open');
    };
    projector = new OrganizationProjector(index, damaged);
    await projector.apply([created(1, acme)]);
    expect([...projector.stopped]).toEqual(['acme']);
  });

  it('passes on that the index or the keys are out of reach, and stops nothing', async () => {
    index.failure = new Error('no room');
    await expect(projector.apply([created(1, acme), activated(2, acme, 7)])).rejects.toThrow('no room');
    expect([...projector.stopped]).toEqual([]);
    const noKeys = async () => {
      throw new Error('no keys');
    };
    await expect(new OrganizationProjector(index, noKeys).apply([created(1, acme)])).rejects.toThrow(
      'no keys',
    );
  });
});
