import { Ledgers } from '#ledger/ledgers.js';
import type { View } from '#access/view.js';
import type { Facet } from '#model/compiled.js';
import { DomainError } from '#model/errors.js';
import { parseRef } from '#model/ref.js';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Cursors } from '../http/cursors.js';
import { askerIn } from '../questions/asker.js';
import { malformed } from '../questions/as-of.js';
import { openPage, type Page, page } from '../questions/paging.js';
import type { Answer } from './answer.js';
import { type Member, memberAt, peopleAt } from './members.js';
import { ListMembers } from './queries.js';

@QueryHandler(ListMembers)
export class ListMembersHandler implements IQueryHandler<ListMembers> {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly cursors: Cursors,
  ) {}

  async execute({ about, ref, request }: ListMembers): Promise<Answer<Page<Member>>> {
    if (parseRef(ref) === undefined)
      throw new DomainError('INVALID_ID', 'the resource is not written `type:id`');
    const asker = await askerIn(this.ledgers, about.organization, about.caller);
    asker.needs('read');
    asker.needsRight(['list_members'], ref);
    if (request.asOf !== undefined) asker.needsHistory(ref);
    const question = ['members', ref, request.facet ?? '', JSON.stringify(request.asOf ?? null)];
    const opened = await openPage(this.cursors, asker, question, request);
    const { view, after } = opened;
    const node = view.find(ref);
    if (node === undefined) throw new DomainError('UNKNOWN_RESOURCE', 'there is no such resource');
    const facet = facetAt(view, node, request.facet);
    const { directory } = asker.ledger;
    const rest = peopleAt(view, facet, node).filter((person) => person > after);
    const member = (person: number) => memberAt(view, directory, person, facet, node);
    return { revision: view.revision, body: page(opened, rest, member) };
  }
}

/** The facet that is asked about; where the type has only one, it need not be named. */
function facetAt(view: View, node: number, name: string | undefined): Facet {
  const here = [...view.model.facets.values()].filter(({ type }) => type === view.type(node));
  if (name === undefined) {
    if (here.length === 1) return here[0]!;
    const names = here.map(({ name }) => `\`${name}\``).join(', ');
    throw malformed(
      '/facet',
      here.length === 0 ? 'this type of resource has no facets' : `name one of ${names}`,
    );
  }
  const facet = view.model.facets.get(name);
  if (facet === undefined) throw new DomainError('UNKNOWN_FACET', 'the model has no such facet');
  if (facet.type !== view.type(node)) {
    throw new DomainError(
      'FACET_NOT_ON_TYPE',
      `\`${name}\` is decided on resources of type \`${facet.type}\``,
    );
  }
  return facet;
}
