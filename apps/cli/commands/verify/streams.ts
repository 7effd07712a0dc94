import type { EventReader } from '#store/event-store.js';
import { amount, type Progress } from '../../terminal/progress.js';

/** One stream of a data folder, read from its first event to its last. */
export type StreamSurvey = {
  readonly stream: string;
  readonly events: number;
  /** Revision of the last event: one less than their number where none is missing. */
  readonly last: number;
  /** RFC 3339 in UTC: when the first and the last event happened. */
  readonly from: string;
  readonly until: string;
  /** What is wrong, a sentence each. */
  readonly findings: readonly string[];
};

/** At most so many sentences about one stream: one gap shifts all that follows. */
const findingsMax = 20;

/** Reads every event of every stream in the order in which they were written. */
export async function surveyStreams(
  reader: Pick<EventReader, 'subscribe'>,
  progress: Progress,
): Promise<readonly StreamSurvey[]> {
  const streams = new Map<string, Stream>();
  const end = new AbortController();
  const all = reader.subscribe({ signal: end.signal, caughtUp: () => end.abort() });
  let read = 0;
  for await (const { stream, ...event } of all) {
    let survey = streams.get(stream);
    if (survey === undefined) streams.set(stream, (survey = new Stream(stream)));
    survey.add(event);
    read += 1;
    progress.at(() => `reading all events: ${amount(read, 'event')}`);
  }
  progress.end();
  return [...streams.values()].map((stream) => stream.survey());
}

type Event = {
  readonly revision: number;
  readonly metadata: {
    readonly time: string;
    readonly command: string;
    readonly index: string;
    readonly count: string;
  };
};

/** What was seen of one stream so far. */
class Stream {
  readonly #findings: string[] = [];
  #events = 0;
  #last = -1;
  #first = 0;
  #time = 0;
  /** The request that the last event belongs to, and how many of its events are still to come. */
  #open = { command: '', left: 0 };

  constructor(private readonly stream: string) {}

  add({ revision, metadata }: Event): void {
    const time = Number(metadata.time);
    if (this.#events === 0) this.#first = time;
    if (revision !== this.#last + 1) this.#find(`revision ${this.#last + 1} is missing before ${revision}`);
    if (time < this.#time) this.#find(`revision ${revision} is older than the one before it`);
    this.#belongs(revision, metadata);
    this.#events += 1;
    this.#last = revision;
    this.#time = time;
  }

  survey(): StreamSurvey {
    if (this.#open.left > 0)
      this.#find(`the last ${amount(this.#open.left, 'event')} of a request are missing`);
    return {
      stream: this.stream,
      events: this.#events,
      last: this.#last,
      from: new Date(this.#first).toISOString(),
      until: new Date(this.#time).toISOString(),
      findings: this.#findings,
    };
  }

  /** Events of a request were written together, so they stand together. */
  #belongs(revision: number, { command, index, count }: Event['metadata']): void {
    const { left } = this.#open;
    const begins = index === '0';
    if (begins ? left > 0 : command !== this.#open.command || Number(index) !== Number(count) - left) {
      this.#find(`the request of revision ${begins ? revision - 1 : revision} is not whole`);
    }
    this.#open = { command, left: Number(count) - Number(index) - 1 };
  }

  #find(finding: string): void {
    if (this.#findings.length < findingsMax) this.#findings.push(finding);
  }
}
