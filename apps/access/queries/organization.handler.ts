import { Ledgers } from '#ledger/ledgers.js';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { askerIn } from '../questions/asker.js';
import { viewAt } from '../questions/as-of.js';
import type { Answer } from './answer.js';
import { type Organization, organizationOf } from './organization.js';
import { ShowOrganization } from './queries.js';

@QueryHandler(ShowOrganization)
export class ShowOrganizationHandler implements IQueryHandler<ShowOrganization> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ about, when }: ShowOrganization): Promise<Answer<Organization>> {
    const asker = await askerIn(this.ledgers, about.organization, about.caller);
    asker.needs('read');
    if (when.asOf !== undefined) asker.needsHistory();
    const view = await viewAt(asker.ledger, when);
    return { revision: view.revision, body: organizationOf(view, about.organization) };
  }
}
