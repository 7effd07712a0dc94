import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decision, refusal, type Reply, StandIn } from '#client/stand-in.suite.js';
import { Grantline } from '#client/grantline.js';
import { Body, Controller, Get, Injectable, Module, NotFoundException, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { GrantlineModule } from './grantline.module.js';
import { RequirePermission } from './require-permission.js';

const denied = (reason: string): Reply => ({ body: { decision: false, context: { grantline: { reason } } } });

/** A service that keeps dashboards and has no rule of its own about who may see them. */
@Controller('dashboards')
class DashboardsController {
  readonly served: string[] = [];

  @Get(':id')
  @RequirePermission('dashboards.view', ({ params }) => `dashboard:${params['id']}`)
  view(@Param('id') id: string): string {
    this.served.push(id);
    return id;
  }

  @Post()
  @RequirePermission(
    'project.view',
    (request: FastifyRequest<{ Body: { project: string } }>) => `project:${request.body.project}`,
  )
  @RequirePermission<{ body: { id: string; project: string } }>('dashboards.create', async ({ body }) => ({
    resource: `dashboard:${body.id}`,
    parent: `project:${body.project}`,
  }))
  create(@Body() { id }: { id: string }): string {
    this.served.push(id);
    return id;
  }

  @Get(':id/source')
  @RequirePermission('dashboards.view', () => {
    throw new NotFoundException('there is no such dashboard');
  })
  source(@Param('id') id: string): void {
    this.served.push(id);
  }
}

@Controller('settings')
@RequirePermission('organization.settings', 'organization:acme')
class SettingsController {
  @Get()
  read(): string {
    return 'settings';
  }
}

@Injectable()
class Clients {
  constructor(readonly grantline: Grantline) {}
}

/** Who sends a request is taken from a header here; services make sure of it first. */
const user = ({ headers }: { headers: Record<string, string | string[] | undefined> }) =>
  headers['x-user']?.toString();

let standIn: StandIn;
let app: NestFastifyApplication;

async function start(organization: string | ((request: FastifyRequest) => string) = 'acme'): Promise<void> {
  const options = { url: standIn.url, key: 'gl_key_of_a_test', retries: 0, organization, user };

  @Module({
    imports: [GrantlineModule.forRoot<FastifyRequest>(options)],
    controllers: [DashboardsController, SettingsController],
    providers: [Clients],
  })
  class ServiceModule {}

  app = await NestFactory.create<NestFastifyApplication>(ServiceModule, new FastifyAdapter(), {
    logger: false,
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
}

beforeEach(async () => {
  standIn = await StandIn.open();
});
afterEach(async () => {
  await app.close();
  await standIn.close();
});

const get = (url: string, headers: Record<string, string> = { 'x-user': 'dev' }) =>
  app.inject({ url, headers });
const served = () => app.get(DashboardsController).served;
const asked = () =>
  standIn.arrived.map(({ body }) => {
    const { subject, action, resource } = Object(body);
    return [subject.id, action.name, `${resource.type}:${resource.id}`, resource.properties?.parent];
  });

describe('a route that requires a permission', () => {
  it('serves whoever has it', async () => {
    await start();
    standIn.answers(decision(true));

    const { statusCode, body } = await get('/dashboards/q4');

    expect({ statusCode, body }).toEqual({ statusCode: 200, body: 'q4' });
    expect(asked()).toEqual([['dev', 'dashboards.view', 'dashboard:q4', undefined]]);
  });

  it('refuses with the reason code whoever has not', async () => {
    await start();
    standIn.answers(denied('NO_ROLE_GIVES_IT'));

    const response = await get('/dashboards/q4');

    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({ code: 'FORBIDDEN', reason: 'NO_ROLE_GIVES_IT' });
    expect(served()).toEqual([]);
  });

  it.each<[string, Reply]>([
    ['STORE_UNAVAILABLE', refusal(503, 'STORE_UNAVAILABLE')],
    ['UNREACHABLE', (response) => void response.destroy()],
    ['UNREADABLE', { body: { decision: 'true' } }],
    ['UNAUTHENTICATED', refusal(401, 'UNAUTHENTICATED')],
    ['FORBIDDEN', refusal(403, 'FORBIDDEN')],
    ['MALFORMED', refusal(400, 'MALFORMED')],
  ])('serves nobody while Grantline does not answer: %s', async (code, reply) => {
    await start();
    standIn.answers(reply);

    const response = await get('/dashboards/q4');

    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ code });
    expect(served()).toEqual([]);
  });

  it.each([[{}], [{ 'x-user': '' }]])(
    'asks nothing about nobody: %j',
    async (headers: Record<string, string>) => {
      await start();

      expect((await get('/dashboards/q4', headers)).statusCode).toBe(401);
      expect((await get('/dashboards/q4/source', headers)).statusCode).toBe(401);
      expect(standIn.arrived).toEqual([]);
    },
  );

  it('refuses with what the service says of the resource', async () => {
    await start();

    expect((await get('/dashboards/q4/source')).statusCode).toBe(404);
    expect(standIn.arrived).toEqual([]);
    expect(served()).toEqual([]);
  });

  it('may require several, all of which must be held', async () => {
    await start();
    const create = () =>
      app.inject({
        method: 'POST',
        url: '/dashboards',
        headers: { 'x-user': 'dev' },
        payload: { id: 'q5', project: 'web' },
      });

    standIn.answers(decision(true), denied('NO_ROLE_GIVES_IT'));
    expect((await create()).statusCode).toBe(403);
    standIn.answers(decision(true), decision(true));
    expect((await create()).statusCode).toBe(201);

    expect(served()).toEqual(['q5']);
    expect(asked().slice(2)).toEqual([
      ['dev', 'dashboards.create', 'dashboard:q5', 'project:web'],
      ['dev', 'project.view', 'project:web', undefined],
    ]);
  });

  it('may be any of a controller', async () => {
    await start();
    standIn.answers(denied('NOT_AN_ACTIVE_MEMBER'), decision(true));

    expect((await get('/settings')).statusCode).toBe(403);
    expect((await get('/settings')).statusCode).toBe(200);
    expect(asked()[0]).toEqual(['dev', 'organization.settings', 'organization:acme', undefined]);
  });
});

describe('the organization', () => {
  it('may be told by the request', async () => {
    await start(({ hostname }) => hostname.split('.')[0]!);
    standIn.answers(decision(true));

    await get('/dashboards/q4', { 'x-user': 'dev', host: 'other.example.com' });

    expect(standIn.arrived).toMatchObject([{ url: '/v1/organizations/other/access/v1/evaluation' }]);
  });

  it.each([
    ['UNKNOWN_ORGANIZATION', 'other', refusal(404, 'UNKNOWN_ORGANIZATION')],
    ['INVALID_ID', 'Other', refusal(400, 'INVALID_ID')],
    ['INVALID_ID', '', decision(true)],
  ])('gives nobody anything where it is not there: %s', async (reason, organization, reply) => {
    await start(() => organization);
    standIn.answers(reply);

    const response = await get('/dashboards/q4');

    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({ reason });
  });
});

describe('the module', () => {
  it('has the client injected wherever it is wanted', async () => {
    await start();
    standIn.answers(decision(true));
    const question = { user: 'eve', permission: 'dashboards.view', resource: 'dashboard:q4' } as const;

    expect(await app.get(Clients).grantline.organization('acme').check(question)).toBe(true);
  });

  it('takes options that are made of what is injected', async () => {
    const URL = Symbol('url');

    @Module({ providers: [{ provide: URL, useValue: standIn.url }], exports: [URL] })
    class ConfigModule {}

    @Module({
      imports: [
        GrantlineModule.forRootAsync({
          imports: [ConfigModule],
          inject: [URL],
          useFactory: (url: string) => ({ url, key: 'gl_key_of_a_test', organization: 'acme', user }),
        }),
      ],
      controllers: [DashboardsController],
    })
    class ServiceModule {}

    app = await NestFactory.create<NestFastifyApplication>(ServiceModule, new FastifyAdapter(), {
      logger: false,
    });
    await app.init();
    standIn.answers(decision(true));

    expect((await get('/dashboards/q4')).statusCode).toBe(200);
  });
});
