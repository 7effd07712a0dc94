import { ledgerStream } from '#ledger/replay.js';
import type { TrailFilter } from '#ledger/trail/trail-query.js';
import { DomainError } from '#model/errors.js';
import type { Caller } from '#platform/caller.js';
import type { Announcements } from '#projections/announcements.js';
import { Readable } from 'node:stream';
import type { Log } from '../../../log.js';
import type { Asker } from '../../../questions/asker.js';
import type { About, Questions } from '../../../questions/questions.js';
import { audienceOf } from '../audience.js';
import { Bell } from './bell.js';
import { comment } from './frames.js';
import { liveTrail } from './live-trail.js';
import { patiently } from './patience.js';

/** What somebody wants to follow, and from where on: from now on where nothing is said. */
export type Following = {
  readonly about: About;
  readonly filter: Omit<TrailFilter, 'after'>;
  readonly after?: number | undefined;
  readonly atLeast?: number | undefined;
  /** Asks again who the credential stands for. */
  caller(): Caller | Promise<Caller>;
};

export type Timing = { readonly heartbeat: number; readonly patience: number };

const second = 1000;
const usual: Timing = { heartbeat: 15 * second, patience: 30 * second };

const streamsMost = 1000;
/** Bytes that are made ahead of a reader, beyond what the connection itself holds. */
const bufferBytes = 64 * 1024;

/** The trails that are followed live. */
export class EventStreams {
  readonly #open = new Set<AbortController>();
  #closing = false;

  constructor(
    private readonly questions: Questions,
    private readonly announcements: Announcements,
    private readonly log: Log,
    private readonly timing: Timing = usual,
  ) {}

  /**
   * A stream of server-sent events, and the revision behind which it begins. It ends when its reader goes, when its
   * reader may not look any more or does not read for a while, and when the service stops.
   *
   * @throws DomainError FORBIDDEN, REVISION_NOT_YET_AVAILABLE for a revision that lies ahead, TOO_MANY_REQUESTS
   */
  async open(following: Following): Promise<{ readonly revision: number; readonly stream: Readable }> {
    const { about, filter, atLeast = 0 } = following;
    if (this.#closing) throw new DomainError('STORE_UNAVAILABLE', 'the service is stopping, try again');
    if (this.#open.size >= streamsMost) {
      throw new DomainError('TOO_MANY_REQUESTS', 'too many streams of events are open, try again later');
    }
    const permit = (asker: Asker) => void audienceOf(asker, filter.resource);
    const { ledger } = await this.questions.asker(about, permit, Math.max(following.after ?? 0, atLeast));
    const revision = following.after ?? ledger.durable;
    const end = new AbortController();
    this.#open.add(end);
    const texts = patiently(this.#follow(following, revision, end), this.timing.patience, () => {
      this.log.info(
        { organization: about.organization },
        'a reader of events does not read, ending its stream',
      );
      stream.destroy();
    });
    const stream = Readable.from(ending(texts, end), { objectMode: false, highWaterMark: bufferBytes });
    stream.once('close', () => this.#open.delete(end));
    return { revision, stream };
  }

  /** Ends all streams; their readers come back elsewhere with the last id. */
  close(): void {
    this.#closing = true;
    for (const end of this.#open) end.abort();
  }

  async *#follow(
    { about, filter, caller }: Following,
    after: number,
    { signal }: AbortController,
  ): AsyncGenerator<string, void, undefined> {
    const { organization } = about;
    const bell = new Bell(this.announcements, ledgerStream(organization));
    const look = async (atLeast: number) => {
      const permit = (asker: Asker) => void audienceOf(asker, filter.resource);
      const asker = await this.questions.asker({ organization, caller: await caller() }, permit, atLeast);
      return { ledger: asker.ledger, audience: audienceOf(asker, filter.resource) };
    };
    try {
      yield* liveTrail({ after, filter, bell, heartbeat: this.timing.heartbeat, signal, look });
    } catch (error) {
      if (!(error instanceof DomainError)) {
        this.log.error({ organization, err: error }, 'a stream of events broke');
        throw error;
      }
      yield comment(`this is the end: ${error.detail}`);
    } finally {
      bell.stop();
    }
  }
}

/** The same texts; whoever has enough of them ends what still waits for more. */
function ending(texts: AsyncGenerator<string>, end: AbortController): AsyncIterable<string> {
  const iterator: AsyncIterator<string> = {
    next: () => texts.next(),
    return: (value) => {
      end.abort();
      return texts.return(value);
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}
