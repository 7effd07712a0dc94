import { runModelTests } from '#access/golden.js';
import type { ModelReference } from '#events/organization.js';
import type { ModelDocument } from '#model/document.js';
import { DomainError } from '#model/errors.js';
import { canonicalDocument, modelHash } from '#model/hash.js';
import type { EventStore } from '#store/event-store.js';
import { type Author, Journal, unknownEvent, type Written } from './journal.js';

/** What stands in the stream `models`. */
export type ModelEvent = { type: 'ModelPublished'; data: ModelReference };

/** A published document. `publishedOn` is an instant in RFC 3339, `publishedBy` the credential that did it. */
export type PublishedModel = ModelReference & { readonly publishedOn: string; readonly publishedBy: string };

/** The published access models. A published version never changes and never goes. */
export class Models {
  readonly #journal: Journal<ModelEvent>;
  /** By name: the versions, oldest first. */
  readonly #published = new Map<string, PublishedModel[]>();

  constructor(store: EventStore, clock: () => number) {
    this.#journal = new Journal(store, 'models', clock, (event) => this.#fold(event));
  }

  /** Reads what was written before, or since. */
  load(): Promise<void> {
    return this.#journal.catchUp();
  }

  get(name: string, version: number): PublishedModel | undefined {
    return this.#published.get(name)?.find((model) => model.version === version);
  }

  newest(name: string): PublishedModel | undefined {
    return this.#published.get(name)?.at(-1);
  }

  /** What the events of an organization say of a model; of the newest version when none is named. */
  reference(named: string, numbered?: number): ModelReference | undefined {
    const model = numbered === undefined ? this.newest(named) : this.get(named, numbered);
    if (model === undefined) return undefined;
    const { name, version, hash, document } = model;
    return { name, version, hash, document };
  }

  /** By name, then by version. */
  get all(): readonly PublishedModel[] {
    return [...this.#published.keys()].sort().flatMap((name) => this.#published.get(name)!);
  }

  /**
   * Publishes a valid document. The same document again is answered as the first time.
   *
   * @throws DomainError TESTS_FAILED with every failure, VERSION_EXISTS when the version is another document
   */
  async publish(written: ModelDocument, author: Author): Promise<PublishedModel> {
    const document = canonicalDocument(written);
    const { name, version } = document;
    const hash = modelHash(document);
    const published = this.#unchanged(name, version, hash);
    if (published !== undefined) return published;
    passTests(document);
    await this.#journal.write(author, () => {
      if (this.#unchanged(name, version, hash) !== undefined) return [];
      return [{ type: 'ModelPublished', data: { name, version, hash, document } }];
    });
    return this.get(name, version)!;
  }

  #unchanged(name: string, version: number, hash: string): PublishedModel | undefined {
    const published = this.get(name, version);
    if (published === undefined || published.hash === hash) return published;
    const next = this.newest(name)!.version + 1;
    const detail = `\`${name}\` ${version} is published and never changes, publish the change as version ${next}`;
    throw new DomainError('VERSION_EXISTS', detail);
  }

  #fold(event: ModelEvent & Written): void {
    switch (event.type) {
      case 'ModelPublished': {
        const publishedOn = new Date(event.time).toISOString();
        const model = { ...event.data, publishedOn, publishedBy: event.actor };
        const versions = [...(this.#published.get(model.name) ?? []), model];
        this.#published.set(
          model.name,
          versions.sort((a, b) => a.version - b.version),
        );
        return;
      }
      default:
        // One type so far: the compiler sees `event.type` as `never`, not the event.
        throw unknownEvent('models', event as never);
    }
  }
}

function passTests(document: ModelDocument): void {
  const failures = runModelTests(document);
  if (failures.length === 0) return;
  throw new DomainError('TESTS_FAILED', failures[0]!.detail, failures);
}
