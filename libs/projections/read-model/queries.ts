import { type AsOf, beforeTheFirst, notYet } from '#access/as-of.js';
import type { Facts } from '#access/facts.js';
import { Rows, viewOfRows } from '#access/rows.js';
import type { View } from '#access/view.js';
import { DomainError } from '#model/errors.js';
import { type EventReader, StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import { LRUCache } from 'lru-cache';
import { ledgerPrefix } from '../ledger-stream.js';
import { isOfLedger } from './is-of-ledger.js';
import { FindBatches } from './find-batches.js';
import {
  type Found,
  ReadModelDamaged,
  type ReadModelReader,
  ReadModelUnavailable,
  type Wanted,
} from './read-model.js';
import { readRow } from './row-text.js';
import { SharedCopy } from './shared-copy.js';

/** An organization as it was at a revision, as far as some people are concerned. */
export type Answer = {
  readonly view: View<Facts>;
  /** Those of the people who were asked about, by user id. */
  readonly directory: { find(user: string): number | undefined };
};

export type ReadModelQueriesOptions = {
  readonly model: ReadModelReader;
  readonly reader: Pick<EventReader, 'read' | 'head'>;
  /**
   * What stands for user ids of an organization under its key of that id.
   *
   * @throws StoreCorrupt when the key is missing
   */
  readonly subjects: (organization: string, key: string) => Promise<(user: string) => string>;
  /** The revision that an answer must have seen whatever is asked; -1 where there is none. */
  readonly required: (organization: string) => number | Promise<number>;
  /** UTC milliseconds. */
  readonly clock: () => number;
  /** Milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly limits?: Partial<typeof defaultLimits>;
};

const defaultLimits = {
  /** Milliseconds for which a copy is waited for that is not there, or not far enough. */
  wait: 2_000,
  /** Milliseconds for which nobody waits for a copy that was waited for in vain. */
  noWait: 1_000,
  /** Organizations whose shared part is in memory at most. */
  organizations: 1_000,
  /** People at most of whom it is remembered what stands for them; some 200 bytes each. */
  people: 50_000,
};

/** A wait is looked after so often that it is never much longer than it had to be. */
const [shortestPause, longestPause, growth] = [1, 50, 1.4];
/** Pauses after which a projector is asked to look, a fifth of a second: a step takes less. */
const pausesBeforeAsking = 13;

/** Answers from read models, exactly at one revision: what is in memory of an organization is the part that all people share. */
export class ReadModelQueries {
  readonly #options: ReadModelQueriesOptions;
  readonly #limits: typeof defaultLimits;
  readonly #batches: FindBatches;
  readonly #copies: LRUCache<string, SharedCopy>;
  /** What stands for people, by copy and user id. */
  readonly #subjects: LRUCache<string, string>;
  readonly #loading = new Map<string, Promise<SharedCopy | undefined>>();
  /** Organizations that were waited for in vain, and until when nobody waits for them. */
  readonly #hopeless = new Map<string, number>();

  constructor(options: ReadModelQueriesOptions) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#batches = new FindBatches(options.model);
    this.#copies = new LRUCache({ max: this.#limits.organizations });
    this.#subjects = new LRUCache({ max: this.#limits.people });
  }

  /**
   * What checks of these people read, live or as of a revision or a time.
   *
   * @throws DomainError UNKNOWN_ORGANIZATION; REVISION_NOT_YET_AVAILABLE for what lies ahead; MALFORMED for what lies
   * before the first event; READ_MODEL_STALE when there is no copy that may answer
   */
  async about(
    organization: string,
    users: readonly string[],
    { asOf, atLeast = 0 }: { readonly asOf?: AsOf; readonly atLeast?: number } = {},
  ): Promise<Answer> {
    const asked = this.#options.required(organization);
    const required = typeof asked === 'number' ? asked : await orStale(asked);
    const deadline = performance.now() + this.#limits.wait;
    for (let tries = 0; ; tries++) {
      const found = await this.#found(organization, users, asOf);
      const reached = found?.revision ?? -1;
      if (found !== undefined && reached >= required) {
        this.#hopeless.delete(organization);
        if (reached >= atLeast) return found.answer();
        if (performance.now() >= deadline) throw notYet(`revision ${atLeast}`, reached);
      } else {
        if (found === undefined && tries === 0) await this.#refuseUnknown(organization);
        if (this.#isHopeless(organization, deadline)) throw behind(organization, found?.revision, required);
      }
      if (found === undefined || tries === pausesBeforeAsking) await this.#want({ organization });
      await this.#options.pause(Math.min(longestPause, shortestPause * growth ** tries));
    }
  }

  /** Many who wait for what does not come would keep everything else from getting on, so one waits for all. */
  #isHopeless(organization: string, deadline: number): boolean {
    const now = performance.now();
    if (now < (this.#hopeless.get(organization) ?? 0)) return true;
    if (now < deadline) return false;
    this.#hopeless.set(organization, now + this.#limits.noWait);
    return true;
  }

  /** Reads once; `undefined` where no copy can be read. */
  async #found(
    organization: string,
    users: readonly string[],
    asOf: AsOf | undefined,
  ): Promise<{ readonly revision: number; answer(): Answer } | undefined> {
    try {
      for (;;) {
        const copy = this.#copies.get(organization) ?? (await this.#load(organization));
        if (copy === undefined) return undefined;
        const found = await this.#read(organization, copy, users, asOf);
        if (found === undefined || typeof found === 'object') return found;
      }
    } catch (error) {
      if (error instanceof ReadModelUnavailable) throw stale('the read model cannot be reached', error);
      if (error instanceof StoreUnavailable) throw stale('the event store cannot be reached', error);
      if (error instanceof StoreCorrupt) throw stale(error.message, error);
      if (!(error instanceof ReadModelDamaged)) throw error;
      return undefined;
    }
  }

  async #read(
    organization: string,
    copy: SharedCopy,
    users: readonly string[],
    asOf: AsOf | undefined,
  ): Promise<{ readonly revision: number; answer(): Answer } | 'moved' | undefined> {
    const { model } = this.#options;
    try {
      const subjects = users.map((user) => this.#subject(copy, user));
      const at =
        asOf === undefined
          ? await this.#batches.find(organization, copy.id, subjects)
          : await model.find(organization, { copy: copy.id, subjects, asOf });
      if (typeof at === 'object') {
        let goesOn = true;
        while (goesOn && copy.stamp < at.stamp) goesOn = await copy.readOn(model, organization);
        if (goesOn) {
          const { rows, directory } = acquaint(at, users, asOf !== undefined);
          return {
            revision: at.revision,
            answer: () => ({ view: this.#view(at, copy, rows, asOf), directory }),
          };
        }
      }
      // Somebody else may have loaded the next one by now.
      if (this.#copies.get(organization) === copy) this.#copies.delete(organization);
      return at === undefined ? undefined : 'moved';
    } catch (error) {
      if (error instanceof ReadModelDamaged) await this.#damaged(organization, copy.id);
      throw error;
    }
  }

  /** People who are asked about are asked about again. */
  #subject({ id, subject }: SharedCopy, user: string): string {
    const key = id + user;
    let known = this.#subjects.get(key);
    if (known === undefined) this.#subjects.set(key, (known = subject(user)));
    return known;
  }

  #view(at: Found, copy: SharedCopy, rows: Rows, asOf: AsOf | undefined): View<Facts> {
    const now = Math.max(this.#options.clock(), at.time);
    const { revision, instant } = moment(at, asOf, now);
    return viewOfRows(copy.shared, rows, { revision: at.revision, asOf: revision, instant });
  }

  async #damaged(organization: string, damaged: string): Promise<void> {
    this.#copies.delete(organization);
    await this.#want({ organization, damaged });
  }

  /** Loads the shared part, once for all who ask at the same time. */
  #load(organization: string): Promise<SharedCopy | undefined> {
    let loading = this.#loading.get(organization);
    if (loading === undefined) {
      loading = this.#loadNow(organization).finally(() => this.#loading.delete(organization));
      this.#loading.set(organization, loading);
    }
    return loading;
  }

  async #loadNow(organization: string): Promise<SharedCopy | undefined> {
    const { model, reader, subjects } = this.#options;
    const head = await model.head(organization);
    // Redis is not the truth: what it holds may be of another life of the store.
    if (head === undefined || !(await isOfLedger(reader, organization, head))) return undefined;
    try {
      const part = await model.shared(organization);
      if (part?.base === undefined || part.copy !== head.copy) return undefined;
      const copy = new SharedCopy(part, await subjects(organization, part.key));
      this.#copies.set(organization, copy);
      return copy;
    } catch (error) {
      if (error instanceof ReadModelDamaged) await this.#damaged(organization, head.copy);
      throw error;
    }
  }

  async #refuseUnknown(organization: string): Promise<void> {
    let head: number | undefined;
    try {
      head = await this.#options.reader.head(ledgerPrefix + organization);
    } catch (error) {
      throw stale('the event store cannot be asked whether the organization is there', error);
    }
    if (head === undefined) {
      throw new DomainError('UNKNOWN_ORGANIZATION', `there is no organization \`${organization}\``);
    }
  }

  async #want(wanted: Wanted): Promise<void> {
    try {
      await this.#options.model.want(wanted);
    } catch (error) {
      throw stale('the read model cannot be reached', error);
    }
  }
}

/** The rows that were found, and who they are about. @throws ReadModelDamaged */
function acquaint(
  { rows: found }: Found,
  users: readonly string[],
  past: boolean,
): { readonly rows: Rows; readonly directory: Answer['directory'] } {
  const rows = new Rows();
  const numbers = new Map<string, number>();
  users.forEach((user, index) => {
    const row = found[index];
    if (row === undefined || numbers.has(user)) return;
    numbers.set(user, row.person);
    rows.add(row.person, readRow(row.live), past ? readRow(row.past) : undefined);
  });
  return { rows, directory: { find: (user) => numbers.get(user) } };
}

/** Which state, decided when. */
function moment(
  at: Found,
  asOf: AsOf | undefined,
  now: number,
): { readonly revision: number; readonly instant: number } {
  if (asOf === undefined) return { revision: at.revision, instant: now };
  if (typeof asOf === 'number') {
    if (at.asOf === undefined) throw notYet(`revision ${asOf}`, at.revision);
    return { revision: at.asOf.revision, instant: at.asOf.time };
  }
  if (asOf.time > now) throw notYet('that time', at.revision);
  if (at.asOf === undefined) return beforeTheFirst();
  return { revision: at.asOf.revision, instant: asOf.time };
}

async function orStale(required: Promise<number>): Promise<number> {
  try {
    return await required;
  } catch (error) {
    throw stale('the event store cannot be asked how far the organization is', error);
  }
}

function behind(organization: string, revision: number | undefined, required: number): DomainError {
  if (revision === undefined) return stale(`\`${organization}\` is being read, ask again in a moment`);
  return stale(`the read model is at revision ${revision}, behind ${required}; ask again in a moment`);
}

function stale(detail: string, cause?: unknown): DomainError {
  const error = new DomainError('READ_MODEL_STALE', detail);
  if (cause !== undefined) error.cause = cause;
  return error;
}
