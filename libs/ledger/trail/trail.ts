import type { StoredEvent } from '#events/envelope.js';
import { openEvents } from '../opening.js';
import type { OrganizationKey } from '../organization-key.js';
import { type Names, present, type PresentedEvent } from '../present.js';
import { openedCommand, refusalsStream } from '../refusals/refusal.js';
import { ledgerStream } from '../replay.js';
import type { LedgerState } from '../state.js';
import type { Surroundings } from '../surroundings.js';
import { readPage } from './trail-page.js';
import { eventTest, refusalTest, stretchOf, type TrailPosition, type TrailQuery } from './trail-query.js';

export type TrailPage = {
  /** The last revision that was there when the first page was made: pages do not move when events are added. */
  readonly revision: number;
  readonly events: readonly PresentedEvent[];
  /** Where the next page begins; a page may be empty and still have a next. */
  readonly next?: TrailPosition;
};

/** Who did what and when in one organization, as the world sees it. */
export class Trail {
  constructor(
    private readonly organization: string,
    private readonly state: LedgerState,
    private readonly surroundings: Surroundings,
  ) {}

  async events(query: TrailQuery): Promise<TrailPage> {
    const pinned = Math.min(query.from?.pinned ?? this.state.durable, this.state.durable);
    const stretch = stretchOf(query, pinned, this.state.access.history);
    const test = eventTest(query, this.state.people);
    const page = test && (await this.#page(ledgerStream(this.organization), query, { stretch, test }));
    return this.#presented(pinned, page);
  }

  /** Attempts that were refused. They have revisions of their own. */
  async refusals(query: TrailQuery): Promise<TrailPage> {
    const stream = refusalsStream(this.organization);
    const pinned = query.from?.pinned ?? (await this.surroundings.store.head(stream)) ?? -1;
    const stretch = { first: (query.after ?? -1) + 1, last: pinned };
    const test = refusalTest(query, this.state.people, (event) =>
      openedCommand(event, this.#key, this.#names),
    );
    const page = test && (await this.#page(stream, query, { stretch, test }));
    return this.#presented(pinned, page);
  }

  /** Events of the ledger, both ends included. */
  async between(first: number, last: number): Promise<readonly PresentedEvent[]> {
    const events: StoredEvent[] = [];
    const stretch = { from: first, to: last };
    for await (const page of this.surroundings.store.read(ledgerStream(this.organization), stretch)) {
      events.push(...page);
    }
    return this.present(events);
  }

  async present(events: readonly StoredEvent[]): Promise<readonly PresentedEvent[]> {
    const names = this.#names;
    const { vault } = this.surroundings;
    const opened = await openEvents(events, this.organization, { key: this.#key, vault, names });
    return opened.map((event) => present(event, names));
  }

  readonly #names: Names = (person) => this.state.people.name(person);

  get #key(): OrganizationKey {
    // What is asked for its trail has events, and so a key.
    return this.state.key!;
  }

  #page(
    stream: string,
    { order = 'newest', limit, from }: TrailQuery,
    { stretch, test }: { stretch: { first: number; last: number }; test: (event: StoredEvent) => boolean },
  ): ReturnType<typeof readPage> {
    const first =
      order === 'oldest' && from !== undefined ? Math.max(stretch.first, from.revision) : stretch.first;
    const last =
      order === 'newest' && from !== undefined ? Math.min(stretch.last, from.revision) : stretch.last;
    return readPage(this.surroundings.store, stream, { first, last }, { order, limit, test });
  }

  async #presented(
    pinned: number,
    page: Awaited<ReturnType<typeof readPage>> = { events: [] },
  ): Promise<TrailPage> {
    const events = await this.present(page.events);
    const next = page.next === undefined ? {} : { next: { pinned, revision: page.next } };
    return { revision: pinned, events, ...next };
  }
}
