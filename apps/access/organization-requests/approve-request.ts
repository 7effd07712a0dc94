import { parseRequest } from '#commands/request.js';
import { compiledModel } from '#access/models.js';
import { Ledgers } from '#ledger/ledgers.js';
import { DomainError } from '#model/errors.js';
import type { CredentialCaller } from '#platform/caller.js';
import { Models } from '#platform/models.js';
import { type OrganizationRequest, OrganizationRequests } from '#platform/organization-requests.js';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { principalOf } from '../commands/submit-commands.js';
import { authorOf } from '../http/asking.js';
import type { Approval } from './request-schema.js';

/** Gives somebody the organization that was asked for. */
export class ApproveRequest extends Command<OrganizationRequest> {
  constructor(
    readonly id: string,
    readonly approval: Approval,
    readonly operator: CredentialCaller,
    readonly correlation: string,
  ) {
    super();
  }
}

@CommandHandler(ApproveRequest)
export class ApproveRequestHandler implements ICommandHandler<ApproveRequest> {
  constructor(
    private readonly requests: OrganizationRequests,
    private readonly models: Models,
    private readonly ledgers: Ledgers,
  ) {}

  async execute({ id, approval, operator, correlation }: ApproveRequest): Promise<OrganizationRequest> {
    const request = this.requests.pending(id);
    const body = this.#founding(request, approval, (await this.requests.requester(id))?.email);
    await this.ledgers.submit({
      organization: approval.organization,
      request: parseRequest(body),
      body,
      principal: principalOf(operator),
      correlation,
      // Approved again after a crash, the organization is the one that was made then.
      idempotencyKey: `request-${id}`,
    });
    return this.requests.approve(id, approval.organization, authorOf(operator, correlation));
  }

  #founding(
    { name, model, groups }: OrganizationRequest,
    approval: Approval,
    email: string | undefined,
  ): unknown {
    const published = this.models.newest(model);
    if (published === undefined)
      throw new DomainError('MODEL_UNKNOWN', `model \`${model}\` is not published`);
    const { rootType, document } = compiledModel(published);
    const root = `${rootType.name}:${approval.organization}`;
    const roles = Object.entries(document.roles ?? {});
    const first = roles.find(([, { assignable_at }]) => assignable_at.includes(rootType.name))?.[0];
    const admin = { user: approval.user ?? email, email, role: approval.role ?? first };
    const resources = groups.map((group) => ({ ref: `group:${group}`, parent: root }));
    const data = { name, model: { name: model, version: published.version }, admin, resources };
    // What is not known is left out.
    return JSON.parse(JSON.stringify({ commands: [{ type: 'CreateOrganization', data }] }));
  }
}
