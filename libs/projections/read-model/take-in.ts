import type { StoredEvent } from '#events/envelope.js';
import type { EventReader } from '#store/event-store.js';
import { ledgerPrefix } from '../ledger-stream.js';
import type { Head, ReadModel } from './read-model.js';
import type { Sources } from './source.js';
import { stepOf } from './step-of.js';

/** Where copies are, what they are made from, and where that is read. */
export type Projection = {
  readonly model: ReadModel;
  readonly sources: Sources;
  readonly reader: Pick<EventReader, 'read' | 'head'>;
};

/**
 * Takes in those of the events that are the next ones for a copy; nothing where there is a gap before them. Resolves with
 * where the copy stands then, `undefined` where it is not there any more.
 */
export async function takeIn(
  { model, sources }: Pick<Projection, 'model' | 'sources'>,
  organization: string,
  head: Head,
  events: readonly StoredEvent[],
): Promise<Head | undefined> {
  const next = events.filter(({ revision }) => revision > head.revision);
  if (next[0]?.revision !== head.revision + 1) return head;
  const source = await sources.open(organization);
  await source.at({ atLeast: next.at(-1)!.revision });
  return model.apply(organization, stepOf(source, head, next));
}

/** Takes in whatever the ledger has behind a copy; `undefined` where the copy went away or stands elsewhere meanwhile. */
export async function catchUp(
  projection: Projection,
  organization: string,
  from: Head,
  signal: AbortSignal,
): Promise<Head | undefined> {
  let head = from;
  const after = { from: from.revision + 1 };
  for await (const page of projection.reader.read(ledgerPrefix + organization, after)) {
    signal.throwIfAborted();
    const next = await takeIn(projection, organization, head, page);
    if (next === undefined || next.revision < page.at(-1)!.revision) return undefined;
    head = next;
  }
  return head;
}
