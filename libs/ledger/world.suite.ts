import { MemoryEventStore } from '#adapters/memory/event-store.js';
import { MemoryKeyStore } from '#adapters/memory/key-store.js';
import { MemorySnapshotStore } from '#adapters/memory/snapshot-store.js';
import { parseRequest } from '#commands/request.js';
import type { StoredEvent } from '#events/envelope.js';
import type { ModelReference } from '#events/organization.js';
import type { ModelDocument } from '#model/document.js';
import { modelHash } from '#model/hash.js';
import type { ReadOptions } from '#store/event-store.js';
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'yaml';
import { Ledgers, type LedgersOptions } from './ledgers.js';
import type { Principal, Receipt, Submission } from './submission.js';
import type { Hooks, Limits } from './surroundings.js';
import { TroubledKeys } from './troubled-keys.suite.js';
import { TroubledStore } from './troubled-store.suite.js';

/** Nine in the morning. */
export const morning = Date.parse('2026-11-21T09:00:00.000Z');

// The shipped documents are valid, as their own spec shows.
const document = parse(readFileSync('models/ocp.yaml', 'utf8')) as ModelDocument & ModelReference['document'];
export const ocp: ModelReference = {
  name: 'ocp',
  version: document.version,
  hash: modelHash(document),
  document,
};

export const root: Principal = {
  via: 'operator:root',
  credential: 'root',
  acting: { kind: 'exempt', actor: 'operator:root', covers: () => true },
};

export function person(user: string): Principal {
  return { via: 'operator:root', credential: 'root', acting: { kind: 'person', user } };
}

type Options = {
  readonly organization?: string;
  readonly by?: Principal;
  readonly key?: string;
  readonly expectedRevision?: number;
  readonly dryRun?: boolean;
  readonly reason?: string;
  /** Another process than the first. */
  readonly at?: Ledgers;
};

/** Homes in memory, a clock that stands still until it is set, ids that count, and a process over all of it. */
export class World {
  now = morning;
  readonly store = new TroubledStore(new MemoryEventStore());
  readonly keys = new TroubledKeys(new MemoryKeyStore());
  readonly snapshots = new MemorySnapshotStore();
  readonly masterKey = new Uint8Array(32).fill(7);
  /** Alarms that are set, in the order in which they were. */
  readonly alarms = new Set<{ readonly milliseconds: number; readonly ring: () => void }>();
  /** What ledgers told, a word each. */
  readonly told: string[] = [];
  ledgers: Ledgers;
  #ids = 0;

  constructor(limits: Partial<Limits> = {}) {
    this.ledgers = this.start({ limits });
  }

  /** A process over the same homes. */
  start(options: Partial<LedgersOptions> = {}): Ledgers {
    return new Ledgers({
      store: this.store,
      keys: this.keys,
      snapshots: this.snapshots,
      masterKey: this.masterKey,
      clock: () => this.now,
      models: (name, version = ocp.version) =>
        name === ocp.name && version === ocp.version ? ocp : undefined,
      hooks: this.#hooks,
      outside: {
        newId: () => this.newId(),
        chance: () => 0,
        pause: () => someTurns(),
        alarm: (milliseconds, ring) => this.#setAlarm(milliseconds, ring),
      },
      ...options,
    });
  }

  newId(): string {
    this.#ids += 1;
    return `00000000-0000-4000-8000-${this.#ids.toString(16).padStart(12, '0')}`;
  }

  /** Rings every alarm that is set. */
  ring(): void {
    for (const alarm of [...this.alarms]) if (this.alarms.delete(alarm)) alarm.ring();
  }

  /** Commands as they come, `[type, data]` each. */
  submission(commands: readonly (readonly [string, object])[], options: Options = {}): Submission {
    const { organization = 'acme', by = root, key, at: _, ...rest } = options;
    const body = { commands: commands.map(([type, data]) => ({ type, data })), ...rest };
    return {
      organization,
      request: parseRequest(body),
      body,
      principal: by,
      correlation: 'req-1',
      ...(key !== undefined && { idempotencyKey: key }),
    };
  }

  send(type: string, data: object, options: Options = {}): Promise<Receipt> {
    return this.sendAll([[type, data]], options);
  }

  sendAll(commands: readonly (readonly [string, object])[], options: Options = {}): Promise<Receipt> {
    return (options.at ?? this.ledgers).submit(this.submission(commands, options));
  }

  /** Acme of model OCP: ana administers it, `group:sales` lies in it. */
  found(options: Options = {}): Promise<Receipt> {
    const { organization = 'acme' } = options;
    const data = {
      name: 'Acme',
      model: { name: 'ocp', version: ocp.version },
      admin: { user: 'ana', email: 'ana@example.com', role: 'org_admin' },
      resources: [{ ref: 'group:sales', parent: `organization:${organization}` }],
    };
    return this.send('CreateOrganization', data, options);
  }

  async events(stream = 'organization-acme', options?: ReadOptions): Promise<readonly StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const page of this.store.read(stream, options)) events.push(...page);
    return events;
  }

  #setAlarm(milliseconds: number, ring: () => void): () => void {
    const alarm = { milliseconds, ring };
    this.alarms.add(alarm);
    return () => this.alarms.delete(alarm);
  }

  readonly #hooks: Hooks = {
    conflict: () => this.told.push('conflict'),
    outcomeUnknown: () => this.told.push('outcome unknown'),
    failed: () => this.told.push('failed'),
    loaded: (_, revision, from) =>
      this.told.push(from === undefined ? `read ${revision}` : `read ${from}..${revision}`),
    dropped: (organization) => this.told.push(`dropped ${organization}`),
    snapshotSaved: (_, revision) => this.told.push(`saved ${revision}`),
    trouble: (_, what) => this.told.push(`trouble ${what}`),
  };
}

/** Long enough for whatever goes on in memory, and no longer. */
async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await setImmediate();
}
