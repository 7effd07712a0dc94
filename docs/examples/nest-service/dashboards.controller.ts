import { Grantline } from '#client/grantline.js';
import { RequirePermission } from '#client-nest/require-permission.js';
import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { organization } from './organization.js';
import { SignedIn } from './sign-in.js';

type OfGroup = FastifyRequest<{ Params: { group: string } }>;
type OfProject = FastifyRequest<{ Params: { project: string } }>;

/** Groups of dashboards. Who may see and edit them is decided elsewhere. */
@Controller()
export class DashboardsController {
  readonly #dashboards = new Map([
    ['sales', ['revenue by month']],
    ['traffic', ['visits by country']],
  ]);

  constructor(private readonly grantline: Grantline) {}

  @Get('dashboards/:group')
  @RequirePermission('dashboards.view', ({ params }: OfGroup) => `dashboard_group:${params.group}`)
  view(@Param('group') group: string): readonly string[] {
    return this.#dashboards.get(group) ?? [];
  }

  @Put('dashboards/:group')
  @RequirePermission('dashboards.edit_group', ({ params }: OfGroup) => `dashboard_group:${params.group}`)
  edit(@Param('group') group: string, @Body() dashboards: string[]): void {
    this.#dashboards.set(group, dashboards);
  }

  /** What somebody may see of a list is one question about all of it, not one about each. */
  @Get('dashboards')
  async list(@SignedIn() user: string): Promise<string[]> {
    const groups = [...this.#dashboards.keys()];
    const visible = await this.grantline.organization(organization).checkMany(
      groups.map((group) => ({
        user,
        permission: 'dashboards.view',
        resource: `dashboard_group:${group}`,
      })),
    );
    return groups.filter((_, index) => visible[index]);
  }

  /** Grantline hears of what is new from the user, so its ledger says who made it. */
  @Post('projects/:project/dashboards')
  @RequirePermission('project.edit_dashboards', ({ params }: OfProject) => `project:${params.project}`)
  async create(
    @SignedIn() user: string,
    @Param('project') project: string,
    @Body() { group }: { group: string },
  ): Promise<void> {
    const acting = this.grantline.as(user).organization(organization);
    await acting.send({
      type: 'RegisterResource',
      data: { ref: `dashboard_group:${group}`, parent: `project:${project}` },
    });
    this.#dashboards.set(group, []);
  }
}
