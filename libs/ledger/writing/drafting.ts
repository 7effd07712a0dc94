import type { Warning } from '#commands/context.js';
import type { Fact, LedgerEvent } from '#events/event.js';
import { OrganizationKey } from '../organization-key.js';
import { type Draft, plainIdentity } from '../sealing.js';
import type { LedgerState } from '../state.js';
import type { Account } from './account.js';
import { bytesOf, type Entry } from './entry.js';
import type { FreshKeys } from './fresh-keys.js';

/** Drafts the events of one account; each is folded into the state as it is added. */
export class Drafting {
  readonly #drafts: Draft[] = [];
  readonly #first: number;

  constructor(
    private readonly state: LedgerState,
    readonly account: Account,
    private readonly from: { organization: string; fresh: FreshKeys; newId: () => string },
  ) {
    this.#first = state.access.revision + 1;
  }

  get isEmpty(): boolean {
    return this.#drafts.length === 0;
  }

  add(event: LedgerEvent): void {
    const { state, from } = this;
    const { time, actor } = this.account;
    if (event.type === 'OrganizationCreated') {
      const id = event.data.key;
      state.key = new OrganizationKey(from.organization, { id, key: from.fresh.key(id) });
    }
    const fact: Fact = { ...event, revision: state.access.revision + 1, time, actor };
    this.#drafts.push({ id: from.newId(), event });
    state.fold(fact, plainIdentity(event));
  }

  entry(also: { warnings: readonly Warning[]; body?: string; reason?: string }): Entry {
    const drafts = this.#drafts;
    const models = drafts.map((_, index) => {
      const { name, version } = this.state.access.modelReference(this.#first + index);
      return `${name}@${version}`;
    });
    return {
      account: this.account,
      first: this.#first,
      drafts,
      models,
      ...also,
      bytes: bytesOf(drafts, also),
    };
  }
}
