import type { View } from '#access/view.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import type { Ledgers } from '#ledger/ledgers.js';
import type { Caller } from '#platform/caller.js';
import type { Cursors } from '../http/cursors.js';
import { type Asker, askerIn, askerOf } from './asker.js';
import type { When } from './as-of.js';
import { limitDefault, opened, type Opened, type Paging, type Pinned, refuseOtherLimit } from './paging.js';

/** Of which organization something is asked, and by whom. */
export type About = { readonly organization: string; readonly caller: Caller };

/** Refuses who may not ask. Rights are those of the present, whatever state the answer comes from. */
export type Permit = (asker: Asker) => void;

/** Who asks, and the state to answer from. */
export type Asked = { readonly asker: Asker; readonly directory: PeopleDirectory; readonly view: View };

/** Finds the state that a question about an organization is answered from, for those who may ask it. */
export class Questions {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly cursors: Cursors,
  ) {}

  /**
   * @throws DomainError whatever `permit` throws; UNKNOWN_ORGANIZATION, REVISION_NOT_YET_AVAILABLE, MALFORMED for what
   * lies before the first event
   */
  async at(about: About, when: When, permit: Permit): Promise<Asked> {
    const asker = await this.asker(about, permit, when.atLeast);
    return asked(asker, await asker.ledger.at({ asOf: when.asOf }));
  }

  /**
   * The same for a page of a list, which stays with the state of its first page. `question` is everything that the list
   * was asked with, paging left out.
   *
   * @throws DomainError also MALFORMED for a cursor from elsewhere
   */
  async page(
    about: About,
    question: readonly string[],
    { cursor, limit, ...when }: When & Paging,
    permit: Permit,
  ): Promise<Asked & Opened> {
    const bound = boundTo(about, question);
    if (cursor === undefined) {
      const first = await this.at(about, when, permit);
      const start = { limit: limit ?? limitDefault, after: undefined };
      return { ...first, ...opened(this.cursors, bound, first.view, start) };
    }
    const [revision, instant, size, ...after] = this.cursors.open<Pinned>(bound, cursor);
    refuseOtherLimit(limit, size);
    const asker = await this.asker(about, permit, Math.max(revision, when.atLeast ?? 0));
    const view = asker.ledger.access.view(revision, instant);
    return { ...asked(asker, view), ...opened(this.cursors, bound, view, { limit: size, after }) };
  }

  /**
   * Who asks, once a revision is there. Who may not ask is refused before that is waited for, and so is who may not ask
   * any more by then.
   */
  async asker(about: About, permit: Permit, atLeast = 0): Promise<Asker> {
    const asker = await askerIn(this.ledgers, about.organization, about.caller);
    permit(asker);
    if (atLeast <= asker.ledger.durable) return asker;
    await asker.ledger.at({ atLeast });
    const later = askerOf(asker.ledger, about.caller);
    permit(later);
    return later;
  }
}

function asked(asker: Asker, view: View): Asked {
  return { asker, directory: asker.ledger.directory, view };
}

/** A cursor goes on for the one who asked, in the organization that was asked about. */
export function boundTo({ organization, caller }: About, question: readonly string[]): string[] {
  const who = caller.kind === 'person' ? [caller.via, caller.user] : [caller.via];
  return [organization, ...who, ...question];
}
