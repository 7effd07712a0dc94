import type { Invitation } from './invitation.js';

/** An invitation whose mail is not settled yet. */
export type WaitingMail = {
  readonly invitation: Invitation;
  /** Position in the store before its event, `undefined` where there is none. */
  readonly before: string | undefined;
  /** When it is tried the next time, UTC milliseconds. */
  due: number;
  /** How often it was tried in vain. */
  tries: number;
  /** Id of the fact that another process has begun, as far as that was seen. */
  theirs: string | undefined;
};

/** Mails that are not settled yet, in the order in which they were asked for. */
export class WaitingMails {
  readonly #mails = new Map<string, WaitingMail>();

  get size(): number {
    return this.#mails.size;
  }

  /** The first one that this process is to send, `undefined` where there is none. */
  get firstOfOurs(): Invitation | undefined {
    for (const { invitation, theirs } of this.#mails.values()) if (theirs === undefined) return invitation;
    return undefined;
  }

  /** When the next one is due. */
  get nextDue(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { due } of this.#mails.values()) next = Math.min(next, due);
    return next;
  }

  /** Due at once; what waits already goes on waiting. */
  add(invitation: Invitation, before: string | undefined): void {
    if (this.#mails.has(invitation.event)) return;
    this.#mails.set(invitation.event, { invitation, before, due: 0, tries: 0, theirs: undefined });
  }

  settle({ event }: Invitation): void {
    this.#mails.delete(event);
  }

  /** Those that are due, who waits longest first. */
  due(now: number): readonly WaitingMail[] {
    return [...this.#mails.values()].filter(({ due }) => due <= now).sort((a, b) => a.due - b.due);
  }

  /** How far everything is settled: `reached` where nothing waits. */
  settledTo(reached: string | undefined): string | undefined {
    const [first] = this.#mails.values();
    return first === undefined ? reached : first.before;
  }
}
