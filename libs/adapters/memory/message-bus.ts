import { type Message, type MessageBus, MessageRefused } from '#projections/publishing/message-bus.js';

/** As much as other buses take. */
const bytesMost = 4 * 1024 * 1024;

/** Keeps messages in the memory of this process, for whoever looks at them there. */
export class MemoryMessageBus implements MessageBus {
  readonly #taken: Message[] = [];

  /** All messages, in the order in which they came. */
  get taken(): readonly Message[] {
    return this.#taken;
  }

  async publish(messages: readonly Message[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const large = messages.find(({ value }) => Buffer.byteLength(value) > bytesMost);
    if (large !== undefined) {
      throw new MessageRefused(`a message of \`${large.key}\` has more than ${bytesMost} bytes`);
    }
    this.#taken.push(...messages);
  }

  async close(): Promise<void> {}
}
