import { type PlacedEvent, StoreCorrupt } from '#store/event-store.js';
import type { Consumer } from '../consumer.js';
import { organizationOf } from '../ledger-stream.js';
import { changesOf } from './changes.js';
import type { OrganizationChange, OrganizationWriter } from './organization-index.js';

/**
 * Opens who is introduced by events: answers with what tells the user id of one of them, `undefined` where it introduces
 * nobody or the key is gone. That throws when what is sealed is damaged.
 */
export type Identities = (
  events: readonly PlacedEvent[],
) => Promise<(event: PlacedEvent) => string | undefined>;

/** Told about what an operator may want to know; none may throw. */
export type ProjectorHooks = {
  /** An event of the organization cannot be taken in: what is known of it stays as it was, the others go on. */
  stopped?(organization: string, error: unknown): void;
};

/** Keeps the index of organizations up with all ledgers. An event is never skipped. */
export class OrganizationProjector implements Consumer {
  readonly #stopped = new Set<string>();

  constructor(
    private readonly index: OrganizationWriter,
    private readonly identities: Identities,
    private readonly hooks: ProjectorHooks = {},
  ) {}

  /** Organizations with an event that could not be taken in. */
  get stopped(): ReadonlySet<string> {
    return this.#stopped;
  }

  async apply(events: readonly PlacedEvent[]): Promise<void> {
    const user = await this.identities(events);
    const revisions = new Map(await this.index.revisions(new Set(events.map(organizationOf))));
    const changes: OrganizationChange[] = [];
    const failed = new Map<string, unknown>();
    for (const event of events) {
      const organization = organizationOf(event);
      if (this.#stopped.has(organization) || failed.has(organization)) continue;
      try {
        if (!follows(event, revisions.get(organization) ?? -1)) continue;
        changes.push(...changesOf(organization, event, user(event)));
        revisions.set(organization, event.revision);
      } catch (error) {
        failed.set(organization, error);
        changes.push({ organization, change: 'unreadable' });
      }
    }
    await this.index.apply(changes, { position: events.at(-1)!.position, revisions });
    for (const [organization, error] of failed) {
      this.#stopped.add(organization);
      this.hooks.stopped?.(organization, error);
    }
  }
}

/** Whether the event is the next one; one that was seen before is not. */
function follows({ revision, stream }: PlacedEvent, known: number): boolean {
  if (revision > known + 1)
    throw new StoreCorrupt(`\`${stream}\` has no event ${known + 1}, restore the store`);
  return revision === known + 1;
}
