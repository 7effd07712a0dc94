import type { TrailPosition } from '#ledger/trail/trail-query.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Cursors } from '../../http/cursors.js';
import type { Asker } from '../../questions/asker.js';
import { limitDefault, type Page, refuseOtherLimit } from '../../questions/paging.js';
import { type About, boundTo, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { asked } from '../asked.js';
import { audienceOf } from './audience.js';
import type { EventsRequest } from './events-schema.js';
import { told, type ToldEvent } from './told.js';

/** The last revision of the first page, how many events a page has, and where the next one begins. */
type Going = readonly [pinned: number, limit: number, revision: number];

export class ListEvents extends Query<Answer<Page<ToldEvent>>> {
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
    private readonly questions: Questions,
    private readonly cursors: Cursors,
  ) {}

  /** A page holds fewer events than there is room for where the rest is not for the one who asks. */
  async execute({ about, request }: ListEvents): Promise<Answer<Page<ToldEvent>>> {
    const { cursor, limit = limitDefault, atLeast, ...filter } = request;
    const question = boundTo(about, asked('events', request));
    const start = cursor === undefined ? { limit } : this.#goOn(question, cursor, request.limit);
    const permit = (asker: Asker) => void audienceOf(asker, filter.resource);
    const asker = await this.questions.asker(about, permit, atLeast);
    const { ledger } = asker;
    const audience = audienceOf(asker, filter.resource);
    const order = filter.order ?? (filter.after === undefined ? 'newest' : 'oldest');
    const { events, next, revision } = await ledger.trail({ ...filter, order, ...start });
    return {
      // Refused attempts have revisions of their own; the answer still comes from one of the ledger.
      revision: filter.refused === true ? ledger.durable : revision,
      body: {
        items: events.filter(audience).map((event) => told(ledger, event)),
        nextCursor: next === undefined ? null : this.#cursor(question, start.limit, next),
      },
    };
  }

  #cursor(question: readonly string[], limit: number, { pinned, revision }: TrailPosition): string {
    const going: Going = [pinned, limit, revision];
    return this.cursors.seal(question, going);
  }

  #goOn(question: readonly string[], text: string, asked: number | undefined) {
    const [pinned, limit, revision] = this.cursors.open<Going>(question, text);
    refuseOtherLimit(asked, limit);
    return { limit, from: { pinned, revision } };
  }
}
