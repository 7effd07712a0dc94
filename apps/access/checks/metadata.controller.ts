import { DomainError } from '#model/errors.js';
import { organizationIdFault } from '#model/ids.js';
import { Controller, Get, Param } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { PublicUrl } from '../http/public-url.js';

/**
 * Where the decision point of an organization takes its questions (AuthZEN). The same for every id that an organization
 * can have, so that it tells nobody which ones there are.
 */
@Controller('.well-known/authzen-configuration/v1/organizations')
export class MetadataController {
  constructor(private readonly url: PublicUrl) {}

  @Get(':organization')
  @RouteConfig({ open: true })
  get(@Param('organization') organization: string): Record<string, string> {
    const fault = organizationIdFault(organization);
    if (fault !== undefined) throw new DomainError('INVALID_ID', `the id of the organization ${fault}`);
    const point = `${this.url.base}/v1/organizations/${organization}`;
    return {
      policy_decision_point: point,
      access_evaluation_endpoint: `${point}/access/v1/evaluation`,
      access_evaluations_endpoint: `${point}/access/v1/evaluations`,
      search_subject_endpoint: `${point}/access/v1/search/subject`,
      search_resource_endpoint: `${point}/access/v1/search/resource`,
      search_action_endpoint: `${point}/access/v1/search/action`,
    };
  }
}
