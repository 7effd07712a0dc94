import type {
  ListedOrganization,
  Membership,
  MemberStatus,
  OrganizationChange,
  OrganizationIndex,
  OrganizationStatus,
  Part,
  Reached,
} from '#projections/organizations/organization-index.js';

type Member = {
  readonly organization: Organization;
  readonly user: string | undefined;
  /** `undefined` for somebody who left. */
  readonly status: MemberStatus | undefined;
  /** Of an invitation: UTC milliseconds. */
  readonly expires?: number;
};

type Organization = {
  readonly id: string;
  name: string;
  status: OrganizationStatus;
  revision: number;
  /** By number. */
  readonly members: (Member | undefined)[];
};

/** Index of organizations in process memory. It ends with the process, and is made anew from the ledgers. */
export class MemoryOrganizationIndex implements OrganizationIndex {
  readonly #organizations = new Map<string, Organization>();
  /** Ids in their order. */
  readonly #ids: string[] = [];
  /** Nearly everybody belongs to one organization, so a set for each would be mostly set. */
  readonly #byUser = new Map<string, readonly Member[]>();
  #position: string | undefined;

  async position(): Promise<string | undefined> {
    return this.#position;
  }

  async revisions(organizations: Iterable<string>): Promise<ReadonlyMap<string, number>> {
    const found = new Map<string, number>();
    for (const id of organizations) {
      const known = this.#organizations.get(id);
      if (known !== undefined) found.set(id, known.revision);
    }
    return found;
  }

  async apply(changes: readonly OrganizationChange[], { position, revisions }: Reached): Promise<void> {
    for (const change of changes) this.#apply(this.#organization(change.organization), change);
    for (const [id, revision] of revisions) this.#organization(id).revision = revision;
    this.#position = position;
  }

  async organizations({
    q,
    status,
    ...part
  }: Parameters<OrganizationIndex['organizations']>[0]): Promise<readonly ListedOrganization[]> {
    const wanted = q?.toLowerCase() ?? '';
    return this.#part(part, this.#idsAfter(part.after), (organization) => {
      const { id, name } = organization;
      if (status !== undefined && organization.status !== status) return undefined;
      if (![id, name].some((text) => text.toLowerCase().includes(wanted))) return undefined;
      return { organization: id, name, status: organization.status };
    });
  }

  async memberships(user: string, at: number, part: Part): Promise<readonly Membership[]> {
    const byId = new Map((this.#byUser.get(user) ?? []).map((member) => [member.organization.id, member]));
    const ids = [...byId.keys()].filter((id) => part.after === undefined || id > part.after).sort();
    return this.#part(part, ids, ({ id, name, status: state }) => {
      const { status, expires } = byId.get(id)!;
      if (status === undefined || state === 'unreadable') return undefined;
      if (status === 'invited' && (state === 'closed' || at >= expires!)) return undefined;
      return { organization: id, name, status };
    });
  }

  #part<Item>(
    { limit, visible }: Part,
    ids: Iterable<string>,
    item: (organization: Organization) => Item | undefined,
  ): Item[] {
    const items: Item[] = [];
    for (const id of ids) {
      if (items.length === limit) break;
      const found = visible(id) ? item(this.#organizations.get(id)!) : undefined;
      if (found !== undefined) items.push(found);
    }
    return items;
  }

  #apply(organization: Organization, change: OrganizationChange): void {
    switch (change.change) {
      case 'created':
      case 'renamed':
        organization.name = change.name;
        break;
      case 'closed':
      case 'unreadable':
        organization.status = change.change;
        break;
      case 'known':
        this.#keep(organization, change.person, { ...(change.user !== undefined && { user: change.user }) });
        break;
      case 'invited': {
        const { person, expires, user } = change;
        this.#keep(organization, person, { status: 'invited', expires, ...(user !== undefined && { user }) });
        break;
      }
      case 'active': {
        const { person, user } = change;
        this.#keep(organization, person, { status: 'active', ...(user !== undefined && { user }) });
        break;
      }
      case 'suspended':
        this.#keep(organization, change.person, { status: 'suspended' });
        break;
      case 'left':
        this.#keep(organization, change.person, { status: undefined });
        break;
      case 'erased':
        this.#forget(organization.members[change.person]);
        organization.members[change.person] = undefined;
        break;
      default:
        change satisfies never;
    }
  }

  #keep(organization: Organization, person: number, news: Partial<Omit<Member, 'organization'>>): void {
    const known = organization.members[person];
    const member = { organization, user: undefined, status: undefined, ...known, ...news };
    this.#forget(known);
    organization.members[person] = member;
    if (member.user === undefined) return;
    const others = this.#byUser.get(member.user);
    this.#byUser.set(member.user, others === undefined ? [member] : [...others, member]);
  }

  /** Takes somebody off the index of user ids. */
  #forget(member: Member | undefined): void {
    if (member?.user === undefined) return;
    const others = (this.#byUser.get(member.user) ?? []).filter((known) => known !== member);
    if (others.length === 0) this.#byUser.delete(member.user);
    else this.#byUser.set(member.user, others);
  }

  #organization(id: string): Organization {
    const known = this.#organizations.get(id);
    if (known !== undefined) return known;
    const made: Organization = { id, name: id, status: 'active', revision: -1, members: [] };
    this.#organizations.set(id, made);
    this.#ids.splice(this.#placeOf(id), 0, id);
    return made;
  }

  *#idsAfter(after: string | undefined): Generator<string> {
    for (let at = after === undefined ? 0 : this.#placeOf(after); at < this.#ids.length; at += 1) {
      if (this.#ids[at] !== after) yield this.#ids[at]!;
    }
  }

  /** Index of the first id that is not before this one. */
  #placeOf(id: string): number {
    let [low, high] = [0, this.#ids.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ids[middle]! < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
