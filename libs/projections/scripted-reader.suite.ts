import type { EventReader, PlacedEvent } from '#store/event-store.js';

type Script = 'caught up' | 'end' | { readonly error: unknown } | PlacedEvent;

/** Event number `n` of everything, revision `revision` of its stream. */
export function placed(
  n: number,
  { stream = 'organization-acme', revision = n, type = 'RoleAssigned', data = {} }: Partial<PlacedEvent> = {},
): PlacedEvent {
  return {
    id: `5f0c9f6e-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
    type,
    stream,
    revision,
    position: String(n),
    data,
    metadata: {
      schema: '1',
      time: '1795305600000',
      clock: '1795305600000',
      actor: 'operator:root',
      via: 'operator:root',
      command: 'c',
      index: '0',
      count: '1',
      correlation: 'r',
    },
  };
}

/** A subscription that does what the test says, step by step. */
export class ScriptedReader implements Pick<EventReader, 'subscribe'> {
  /** Where each subscription began. */
  readonly begun: (string | undefined)[] = [];
  readonly #steps: Script[] = [];
  #woken = Promise.withResolvers<void>();

  does(...steps: readonly Script[]): void {
    this.#steps.push(...steps);
    this.#woken.resolve();
  }

  async *subscribe({
    after,
    signal,
    caughtUp,
  }: Parameters<EventReader['subscribe']>[0]): AsyncGenerator<PlacedEvent, void, undefined> {
    this.begun.push(after);
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    while (!signal.aborted) {
      const step = this.#steps.shift();
      if (step === undefined) {
        await Promise.race([this.#woken.promise, aborted]);
        this.#woken = Promise.withResolvers();
      } else if (step === 'caught up') {
        caughtUp?.();
      } else if (step === 'end') {
        return;
      } else if ('error' in step) {
        throw step.error;
      } else {
        yield step;
      }
    }
  }
}
