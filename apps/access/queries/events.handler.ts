import { placesFor } from '#access/rights.js';
import { Ledgers } from '#ledger/ledgers.js';
import type { PresentedEvent } from '#ledger/present.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Cursors } from '../http/cursors.js';
import { type Asker, askerIn } from '../questions/asker.js';
import { malformed } from '../questions/as-of.js';
import { boundTo, limitDefault, type Page } from '../questions/paging.js';
import type { Answer } from './answer.js';
import type { EventsRequest } from './events-schema.js';
import { liesIn } from './places.js';
import type { About } from './queries.js';

export class ListEvents extends Query<Answer<Page<PresentedEvent>>> {
  constructor(
    readonly about: About,
    readonly request: EventsRequest,
  ) {
    super();
  }
}

@QueryHandler(ListEvents)
export class ListEventsHandler implements IQueryHandler<ListEvents> {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly cursors: Cursors,
  ) {}

  async execute({ about, request }: ListEvents): Promise<Answer<Page<PresentedEvent>>> {
    const asker = await askerIn(this.ledgers, about.organization, about.caller);
    asker.needs('audit');
    const places = placesOf(asker, request.resource);
    const { cursor, limit, atLeast, ...filter } = request;
    const question = boundTo(asker, ['events', JSON.stringify(filter)]);
    if (atLeast !== undefined) await asker.ledger.at({ atLeast });
    const start =
      cursor === undefined ? { limit: limit ?? limitDefault } : this.#goOn(question, cursor, limit);
    const order = filter.order ?? (filter.after === undefined ? 'newest' : 'oldest');
    const trail = await asker.ledger.trail({ ...filter, order, ...start });
    const { next, revision } = trail;
    const view = asker.ledger.live();
    const events =
      places === undefined ? trail.events : trail.events.filter((event) => liesIn(view, places, event));
    return {
      // Refused attempts have revisions of their own; the answer still comes from one of the ledger.
      revision: filter.refused === true ? asker.ledger.durable : revision,
      body: {
        items: events,
        nextCursor:
          next === undefined
            ? null
            : this.cursors.seal(question, {
                revision: next.pinned,
                instant: 0,
                limit: start.limit,
                after: next.revision,
              }),
      },
    };
  }

  #goOn(question: readonly string[], text: string, limit: number | undefined) {
    const { revision: pinned, after: revision, limit: first } = this.cursors.open(question, text);
    if (limit !== undefined && limit !== first) {
      throw malformed('/limit', 'a page has as many items as the first one, ask for the first page again');
    }
    return { limit: first, from: { pinned, revision } };
  }
}

/** Where a person may read the trail, `undefined` for everywhere. A page then holds fewer events than there is room for. */
function placesOf(asker: Asker, resource: string | undefined): ReadonlySet<number> | undefined {
  const { person, ledger } = asker;
  if (person === undefined || asker.hasRight(['view_audit'], resource)) return undefined;
  const places = resource === undefined ? placesFor(ledger.live(), person, 'view_audit') : undefined;
  if (places === undefined || places.size === 0) asker.needsRight(['view_audit'], resource);
  return places;
}
