import type { StoredEvent } from '#events/envelope.js';
import {
  type EventReader,
  type EventStore,
  RevisionConflict,
  StoreCorrupt,
  StoreUnavailable,
} from './event-store.js';
import { eventTexts } from './event-text.js';
import type { KeyStore } from './key-store.js';

/** What is kept in a home that must not be lost. */
export type Kept<Events> = { readonly events: Events; readonly keys: KeyStore };

export type Counted = { readonly streams: number; readonly events: number; readonly keys: number };

export type CopyOptions = {
  /** Told now and then of what is done so far. */
  readonly progress?: (stage: 'keys' | 'events' | 'verifying', done: number) => void;
  readonly signal?: AbortSignal;
};

/** One append: servers take about a mebibyte, envelopes and all. */
const appendEvents = 256;
const appendChars = 384 * 1024;
/** Events that wait, of all streams. */
const waitingMost = 4_096;

/**
 * Copies every stream with its ids, revisions and texts, and every key, from one home to another, and then compares both
 * event by event. What an earlier copy has written already is known again, so a copy that was broken off goes on.
 * Snapshots are a cache and are not copied, nor are the positions of consumers, which mean something in one home only.
 * Nobody else may write to either meanwhile.
 *
 * @throws StoreUnavailable when the other home holds something else, or the copy was broken off
 * @throws StoreCorrupt when they are not the same in the end
 */
export async function copyStore(
  from: Kept<EventReader>,
  to: Kept<EventStore>,
  { progress = () => {}, signal = new AbortController().signal }: CopyOptions = {},
): Promise<Counted> {
  // An event is of no use without the key that opens it.
  let keys = 0;
  for await (const page of from.keys.all()) {
    refuseAborted(signal);
    await to.keys.put(page);
    progress('keys', (keys += page.length));
  }
  const writing = new Writing(to.events);
  let read = 0;
  for await (const event of everyEvent(from.events, signal)) {
    await writing.take(event);
    progress('events', ++read);
  }
  await writing.finish();
  const events = await compare(from.events, to.events, writing.streams, signal, (done) =>
    progress('verifying', done),
  );
  if (events !== read) throw different('some stream');
  await compareKeys(from.keys, to.keys);
  return { streams: writing.streams.length, events, keys };
}

/** Everything that is written now. */
async function* everyEvent(events: EventReader, signal: AbortSignal): AsyncGenerator<StoredEvent> {
  const end = new AbortController();
  const options = { signal: AbortSignal.any([signal, end.signal]), caughtUp: () => end.abort() };
  for await (const { position: _, ...event } of events.subscribe(options)) yield event;
  refuseAborted(signal);
  if (!end.signal.aborted) throw new StoreUnavailable('the home to copy from was closed, begin again');
}

/** Gathers events of a stream into appends; each stream stays in its order. */
class Writing {
  readonly #waiting = new Map<string, { events: StoredEvent[]; chars: number }>();
  readonly #streams = new Set<string>();
  #count = 0;

  constructor(private readonly store: EventStore) {}

  get streams(): readonly string[] {
    return [...this.#streams];
  }

  async take(event: StoredEvent): Promise<void> {
    const { stream } = event;
    const chars = charsOf(event);
    const before = this.#waiting.get(stream);
    if (before !== undefined && before.chars + chars > appendChars) await this.#write(stream);
    const waiting = this.#waiting.get(stream) ?? { events: [], chars: 0 };
    waiting.events.push(event);
    waiting.chars += chars;
    this.#waiting.set(stream, waiting);
    this.#streams.add(stream);
    this.#count += 1;
    if (waiting.events.length === appendEvents) await this.#write(stream);
    if (this.#count > waitingMost) await this.finish();
  }

  async finish(): Promise<void> {
    for (const stream of this.#waiting.keys()) await this.#write(stream);
  }

  async #write(stream: string): Promise<void> {
    const { events } = this.#waiting.get(stream)!;
    this.#waiting.delete(stream);
    this.#count -= events.length;
    const { revision } = events[0]!;
    try {
      await this.store.append(stream, events, revision === 0 ? 'none' : revision - 1);
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error;
      const detail = `the home to copy to holds another \`${stream}\`; copy to an empty one`;
      throw new StoreUnavailable(detail, { cause: error });
    }
  }
}

/** Counts events that are the same in both homes, by their canonical text. */
async function compare(
  from: EventReader,
  to: EventReader,
  streams: readonly string[],
  signal: AbortSignal,
  progress: (done: number) => void,
): Promise<number> {
  let same = 0;
  for (const stream of streams) {
    const copies = oneByOne(to, stream);
    for await (const event of oneByOne(from, stream)) {
      refuseAborted(signal);
      const { value: copy } = await copies.next();
      if (copy === undefined || textOf(copy) !== textOf(event))
        throw different(`\`${stream}\` at ${event.revision}`);
      progress(++same);
    }
    if ((await copies.next()).done !== true) throw different(`the end of \`${stream}\``);
  }
  return same;
}

async function compareKeys(from: KeyStore, to: KeyStore): Promise<void> {
  for await (const page of from.all()) {
    const copies = new Map((await to.get(page.map(({ id }) => id))).map(({ id, wrapped }) => [id, wrapped]));
    for (const { id, wrapped } of page) if (copies.get(id) !== wrapped) throw different(`key \`${id}\``);
  }
}

async function* oneByOne(reader: EventReader, stream: string): AsyncGenerator<StoredEvent, void> {
  for await (const page of reader.read(stream)) yield* page;
}

function textOf(event: StoredEvent): string {
  const [text] = eventTexts(event.stream, [event]);
  return JSON.stringify([event.revision, text]);
}

function charsOf({ data, metadata }: StoredEvent): number {
  return JSON.stringify(data).length + JSON.stringify(metadata).length;
}

function different(where: string): StoreCorrupt {
  return new StoreCorrupt(`the copy is not the same: ${where} differs; did somebody write meanwhile?`);
}

function refuseAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new StoreUnavailable('the copy was broken off; begin again to go on');
}
