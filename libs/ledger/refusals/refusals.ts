import type { NewEvent } from '#events/envelope.js';
import { type ExpectedRevision, RevisionConflict } from '#store/event-store.js';
import { unavailable } from '../errors.js';
import type { OrganizationKey } from '../organization-key.js';
import type { Surroundings } from '../surroundings.js';
import { service } from '../writing/account.js';
import { appendSurely } from '../writing/append.js';
import { commandRefused, type Refusal, refusalsLeftOut, refusalsStream } from './refusal.js';

const minute = 60_000;

/** How many records are written as one; each is at most a few hundred KiB, nearly all are a few hundred bytes. */
const recordsAtOnce = 4;

type Record = { readonly event: NewEvent; resolve(): void; reject(error: unknown): void };

/** Writes the stream of refusals of one organization, at most so many records for an actor and minute. */
export class Refusals {
  readonly #waiting: Record[] = [];
  #writing: Promise<void> | undefined;
  #head: ExpectedRevision | undefined;
  #minute = 0;
  /** Refusals of this minute by actor. */
  #counts = new Map<string, number>();
  #stopAlarm: (() => void) | undefined;

  constructor(
    private readonly organization: string,
    private readonly surroundings: Surroundings,
  ) {}

  get isIdle(): boolean {
    return this.#writing === undefined;
  }

  /**
   * Resolves when the refusal is durable, or was counted among those left out.
   *
   * @throws DomainError STORE_UNAVAILABLE
   */
  async record(refusal: Refusal, key: OrganizationKey): Promise<void> {
    const { actor, clock } = refusal.account;
    this.#turnTo(Math.floor(clock / minute));
    const count = (this.#counts.get(actor) ?? 0) + 1;
    this.#counts.set(actor, count);
    if (count <= this.surroundings.limits.refusals) {
      return this.#write(commandRefused(this.surroundings.newId(), refusal, key));
    }
    this.#stopAlarm ??= this.surroundings.alarm(minute, () => void this.flush());
  }

  /** Records how many refusals were left out, and resolves when nothing waits to be written. */
  async flush(): Promise<void> {
    this.#turnTo(Number.NEGATIVE_INFINITY);
    await this.#writing;
  }

  #turnTo(now: number): void {
    if (now === this.#minute) return;
    const { limits, newId, clock, hooks } = this.surroundings;
    for (const [actor, count] of this.#counts) {
      if (count <= limits.refusals) continue;
      const [command, time] = [newId(), clock()];
      const account = { actor, via: service.via, command, correlation: command, time, clock: time };
      const left = refusalsLeftOut(newId(), account, count - limits.refusals);
      this.#write(left).catch((error: unknown) =>
        hooks.trouble?.(this.organization, 'recording refusals', error),
      );
    }
    this.#counts = new Map();
    this.#minute = now;
    this.#stopAlarm?.();
    this.#stopAlarm = undefined;
  }

  #write(event: NewEvent): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, resolve, reject });
      this.#writing ??= this.#work();
    });
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const records = this.#waiting.splice(0, recordsAtOnce);
      try {
        await this.#append(records.map(({ event }) => event));
        for (const { resolve } of records) resolve();
      } catch (error) {
        for (const { reject } of records) reject(unavailable(error));
      }
    }
    this.#writing = undefined;
  }

  async #append(events: readonly NewEvent[]): Promise<void> {
    const { store, limits } = this.surroundings;
    const stream = refusalsStream(this.organization);
    for (let tries = 0; ; tries++) {
      const expected = this.#head ?? (await store.head(stream)) ?? 'none';
      // Known again when the append has come out.
      this.#head = undefined;
      try {
        this.#head = await appendSurely({ stream, events, expected }, this.organization, this.surroundings);
        return;
      } catch (error) {
        if (!(error instanceof RevisionConflict) || tries === limits.conflicts) throw error;
      }
    }
  }
}
