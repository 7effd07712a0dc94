/** Where a message goes. */
export type Topic = 'grantline.ledger' | 'grantline.access';

/** A message of one organization: its key keeps it in order behind those before it. */
export type Message = {
  readonly topic: Topic;
  /** The organization. */
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly value: string;
};

/** A way to those who want to hear of changes. */
export type MessageBus = {
  /**
   * Resolves when all of them are kept there, in their order for each key. Where they may not be, it tries again for as
   * long as it takes, so a message may arrive twice and none is ever left out. Call it again only when it has resolved.
   *
   * @throws MessageRefused when one of them can never be taken: none of that key is then behind it
   * @throws whatever `signal` was aborted with
   */
  publish(messages: readonly Message[], signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
};

/** The message can never be taken as it is, however often it is sent. */
export class MessageRefused extends Error {
  override readonly name = 'MessageRefused';
}
