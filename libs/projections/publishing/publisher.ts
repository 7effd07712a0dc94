import type { StoredEvent } from '#events/envelope.js';
import type { EventReader, PlacedEvent } from '#store/event-store.js';
import type { PositionStore } from '#store/position-store.js';
import type { Consumer } from '../consumer.js';
import { byOrganization, ledgerPrefix } from '../ledger-stream.js';
import { type Message, type MessageBus, MessageRefused } from './message-bus.js';
import { type Progress, saveProgress } from '../progress.js';

/** What others are to hear of events of one organization, in their order. */
export type MessagesOf = (
  organization: string,
  events: readonly StoredEvent[],
) => Promise<readonly Message[]>;

export type PublisherOptions = {
  readonly bus: MessageBus;
  readonly messagesOf: MessagesOf;
  /** Whether an error of `messagesOf` is about that organization alone; any other one is tried again. */
  readonly stops: (error: unknown) => boolean;
  readonly reader: Pick<EventReader, 'read'>;
  readonly positions: PositionStore;
  /** Under which its position is kept. */
  readonly name: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly hooks?: {
    /** An event of the organization cannot be published: it waits there, the others go on. */
    stopped?(organization: string, revision: number, error: unknown): void;
    healed?(organization: string): void;
    published?(messages: number): void;
  };
};

/**
 * Publishes every event of every ledger, in its order, at least once. Its position is kept only behind what the bus has
 * taken. An organization whose event cannot be published stands still until it can, and nothing of it is skipped.
 */
export class Publisher implements Consumer {
  readonly #options: PublisherOptions;
  readonly #stopped: Map<string, number>;
  #position: string | undefined;

  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#stopped = new Map(options.progress.stopped);
    this.#position = options.progress.position;
  }

  /** Organizations that stand still. */
  get stopped(): ReadonlyMap<string, number> {
    return this.#stopped;
  }

  async apply(events: readonly PlacedEvent[]): Promise<void> {
    const messages: Message[] = [];
    for (const [organization, theirs] of byOrganization(events)) {
      if (!this.#stopped.has(organization)) messages.push(...(await this.#messages(organization, theirs)));
    }
    await this.#publish(messages);
    this.#position = events.at(-1)!.position;
    await this.#save();
  }

  /** Tries again to publish what stands still. */
  async retry(): Promise<void> {
    for (const [organization, from] of [...this.#stopped]) {
      if (await this.#catchUp(organization, from)) this.#options.hooks?.healed?.(organization);
      await this.#save();
    }
  }

  /** Whether everything of it is published. */
  async #catchUp(organization: string, from: number): Promise<boolean> {
    this.#stopped.delete(organization);
    let next = from;
    try {
      for await (const page of this.#options.reader.read(ledgerPrefix + organization, { from })) {
        await this.#publish(await this.#messages(organization, page));
        if (this.#stopped.has(organization)) return false;
        next = page.at(-1)!.revision + 1;
      }
      return true;
    } catch (error) {
      // It stands still as before: its next events would be published over the gap.
      this.#stopped.set(organization, next);
      throw error;
    }
  }

  async #messages(organization: string, events: readonly StoredEvent[]): Promise<readonly Message[]> {
    const { messagesOf, stops } = this.#options;
    try {
      return await messagesOf(organization, events);
    } catch (error) {
      if (!stops(error)) throw error;
      this.#stop(organization, events[0]!.revision, error);
      return [];
    }
  }

  async #publish(messages: readonly Message[]): Promise<void> {
    const { bus, signal, hooks } = this.#options;
    if (messages.length === 0) return;
    try {
      await bus.publish(messages, signal);
      hooks?.published?.(messages.length);
    } catch (error) {
      if (!(error instanceof MessageRefused)) throw error;
      await this.#publishOneByOne(messages);
    }
  }

  /** Finds the message that is refused, so that it holds up its own organization only. */
  async #publishOneByOne(messages: readonly Message[]): Promise<void> {
    const { bus, signal } = this.#options;
    for (const message of messages) {
      if (this.#stopped.has(message.key)) continue;
      try {
        await bus.publish([message], signal);
      } catch (error) {
        if (!(error instanceof MessageRefused)) throw error;
        this.#stop(message.key, Number(message.headers['ce_revision']), error);
      }
    }
  }

  #stop(organization: string, revision: number, error: unknown): void {
    this.#stopped.set(organization, revision);
    this.#options.hooks?.stopped?.(organization, revision, error);
  }

  #save(): Promise<void> {
    const { positions, name } = this.#options;
    return saveProgress(positions, name, { position: this.#position, stopped: this.#stopped });
  }
}
