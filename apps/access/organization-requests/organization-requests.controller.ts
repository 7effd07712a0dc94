import { compiledModel } from '#access/models.js';
import { DomainError } from '#model/errors.js';
import { type Caller, operatorOf } from '#platform/caller.js';
import { Models } from '#platform/models.js';
import {
  type OrganizationRequest,
  OrganizationRequests,
  type Requester,
} from '#platform/organization-requests.js';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Asking, authorOf, RequestId } from '../http/asking.js';
import { ApproveRequest } from './approve-request.js';
import { type Approval, approval, type WishRequest, wishRequest } from './request-schema.js';

/** Customers ask for an organization, operators decide. */
@Controller('v1/organization-requests')
export class OrganizationRequestsController {
  constructor(
    private readonly requests: OrganizationRequests,
    private readonly models: Models,
    private readonly commands: CommandBus,
  ) {}

  @Post()
  submit(
    @Asking() caller: Caller,
    @RequestId() correlation: string,
    @Body({ schema: wishRequest }) { email, ...wish }: WishRequest,
  ): Promise<OrganizationRequest> {
    if (caller.kind === 'service') {
      throw new DomainError('FORBIDDEN', 'a service asks for a person, name the person in `Grantline-Actor`');
    }
    this.#fits(wish);
    const requester = { email, ...(caller.kind === 'person' && { user: caller.user }) };
    const { via } = caller;
    return this.requests.submit(wish, requester, { actor: via, via, correlation });
  }

  @Get()
  async list(@Asking() caller: Caller): Promise<{ items: (OrganizationRequest & Partial<Requester>)[] }> {
    operatorOf(caller);
    const items = await Promise.all(
      this.requests.all.map(async (request) => ({
        ...request,
        ...(await this.requests.requester(request.id)),
      })),
    );
    return { items };
  }

  @Post(':id/approve')
  @HttpCode(200)
  approve(
    @Asking() caller: Caller,
    @RequestId() correlation: string,
    @Param('id') id: string,
    @Body({ schema: approval }) body: Approval,
  ): Promise<OrganizationRequest> {
    return this.commands.execute(new ApproveRequest(id, body, operatorOf(caller), correlation));
  }

  @Post(':id/reject')
  @HttpCode(200)
  reject(
    @Asking() caller: Caller,
    @RequestId() correlation: string,
    @Param('id') id: string,
  ): Promise<OrganizationRequest> {
    return this.requests.reject(id, authorOf(operatorOf(caller), correlation));
  }

  /** What the model would refuse later is refused now. */
  #fits({ name, model }: Pick<WishRequest, 'name' | 'model'>): void {
    const published = this.models.newest(model);
    if (published === undefined)
      throw new DomainError('MODEL_UNKNOWN', `model \`${model}\` is not published`);
    const { nameMax } = compiledModel(published).rootType;
    if ([...name].length <= nameMax) return;
    throw new DomainError('NAME_TOO_LONG', `the name is too long, use at most ${nameMax} characters`);
  }
}
