import { parseRequest } from '#commands/request.js';
import type { ModelReference } from '#events/organization.js';
import type { ModelDocument } from '#model/document.js';
import { modelHash } from '#model/hash.js';
import { MemoryEventStore } from '#adapters/memory/event-store.js';
import { MemoryKeyStore } from '#adapters/memory/key-store.js';
import { MemorySnapshotStore } from '#adapters/memory/snapshot-store.js';
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'yaml';
import { Ledgers, type LedgersOptions } from './ledgers.js';
import type { Principal, Receipt, Submission } from './submission.js';
import type { Outside } from './surroundings.js';

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
};

/** Homes in memory, a clock that stands still until it is set, ids that count, and ledgers over all of it. */
export class World {
  now = morning;
  readonly store = new MemoryEventStore();
  readonly keys = new MemoryKeyStore();
  readonly snapshots = new MemorySnapshotStore();
  readonly masterKey = new Uint8Array(32).fill(7);
  /** Alarms that are set, in the order in which they were. */
  readonly alarms: { readonly milliseconds: number; readonly ring: () => void }[] = [];
  readonly outside: Outside = {
    newId: () => this.newId(),
    chance: () => 0,
    pause: () => setImmediate(),
    alarm: (milliseconds, ring) => {
      const alarm = { milliseconds, ring };
      this.alarms.push(alarm);
      return () => void (this.alarms.includes(alarm) && this.alarms.splice(this.alarms.indexOf(alarm), 1));
    },
  };
  #ids = 0;
  ledgers = this.start();

  /** Another process over the same homes. */
  start(options: Partial<LedgersOptions> = {}): Ledgers {
    return new Ledgers({
      store: this.store,
      keys: this.keys,
      snapshots: this.snapshots,
      masterKey: this.masterKey,
      clock: () => this.now,
      models: (name, version = ocp.version) =>
        name === ocp.name && version === ocp.version ? ocp : undefined,
      outside: this.outside,
      ...options,
    });
  }

  newId(): string {
    this.#ids += 1;
    return `00000000-0000-4000-8000-${String(this.#ids).padStart(12, '0')}`;
  }

  /** Commands as they come, `[type, data]` each. */
  submission(commands: readonly (readonly [string, object])[], options: Options = {}): Submission {
    const { organization = 'acme', by = root, key, ...rest } = options;
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

  send(type: string, data: object, options?: Options): Promise<Receipt> {
    return this.ledgers.submit(this.submission([[type, data]], options));
  }

  /** Acme of model OCP: ana administers it, `group:sales` lies in it. Its last revision is the receipt's. */
  found(options?: Options): Promise<Receipt> {
    const organization = options?.organization ?? 'acme';
    const data = {
      name: 'Acme',
      model: { name: 'ocp', version: ocp.version },
      admin: { user: 'ana', email: 'ana@example.com', role: 'org_admin' },
      resources: [{ ref: 'group:sales', parent: `organization:${organization}` }],
    };
    return this.send('CreateOrganization', data, options);
  }
}
