import type { Caller } from '#platform/caller.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Readable } from 'node:stream';
import { malformed } from '../../../questions/as-of.js';
import type { About } from '../../../questions/questions.js';
import type { Answer } from '../../answer.js';
import type { EventsRequest } from '../events-schema.js';
import { EventStreams } from './event-streams.js';

export class FollowEvents extends Query<Answer<Readable>> {
  constructor(
    readonly about: About,
    readonly request: EventsRequest,
    /** Id of the last event that the reader has seen. */
    readonly lastEventId: string | undefined,
    readonly caller: () => Caller | Promise<Caller>,
  ) {
    super();
  }
}

/** What belongs to pages, or to what is over. */
const notLive = ['limit', 'cursor', 'order', 'until', 'refused'] as const;

@QueryHandler(FollowEvents)
export class FollowEventsHandler implements IQueryHandler<FollowEvents> {
  constructor(private readonly streams: EventStreams) {}

  async execute({ about, request, lastEventId, caller }: FollowEvents): Promise<Answer<Readable>> {
    const misplaced = notLive.find((name) => request[name] !== undefined);
    if (misplaced !== undefined) {
      throw malformed(`/${misplaced}`, `what is followed live has no \`${misplaced}\`, leave it out`);
    }
    const { after, atLeast, ...filter } = request;
    const seen = lastEventId === undefined || lastEventId === '' ? after : revisionOf(lastEventId);
    const { revision, stream } = await this.streams.open({ about, filter, after: seen, atLeast, caller });
    return { revision, body: stream };
  }
}

function revisionOf(id: string): number {
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw malformed(
    '',
    '`Last-Event-ID` must be the id of an event of this stream, leave it out to begin anew',
  );
}
