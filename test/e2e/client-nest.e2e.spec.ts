import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Grantline } from '#client/grantline.js';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ServiceModule } from '../../docs/examples/nest-service/service.module.js';
import { operatorKey, trial } from './trial.js';

describe('the example of a Nest service, asking the real program', () => {
  const grantline = trial({ GRANTLINE_DEMO: 'on' });
  let service: NestFastifyApplication;

  beforeAll(async () => {
    const operator = new Grantline({ url: grantline.url, key: operatorKey });
    const { secret } = await operator.createKey({
      name: 'dashboards',
      organizations: ['demo'],
      capabilities: ['check', 'act_for'],
    });
    process.env['GRANTLINE_URL'] = grantline.url;
    process.env['GRANTLINE_KEY'] = secret;
    service = await NestFactory.create<NestFastifyApplication>(ServiceModule, new FastifyAdapter(), {
      logger: false,
    });
    await service.init();
  });
  afterAll(() => service.close());

  const ask = async (
    method: 'GET' | 'PUT' | 'POST',
    url: string,
    user: string | undefined,
    payload?: object,
  ) => {
    const headers = user === undefined ? {} : { 'x-signed-in-user': user };
    const { statusCode, body } = await service.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: statusCode, body: body === '' ? undefined : JSON.parse(body) };
  };

  it('serves whoever Grantline lets in, and tells others why not', async () => {
    expect(await ask('GET', '/dashboards/sales', 'fay')).toEqual({ status: 200, body: ['revenue by month'] });
    expect(await ask('GET', '/dashboards/sales', 'ben')).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN', reason: 'SHADOWED_BY_OVERRIDE' },
    });
    expect(await ask('GET', '/dashboards/nothing', 'fay')).toMatchObject({
      status: 403,
      body: { reason: 'UNKNOWN_RESOURCE' },
    });
    expect(await ask('GET', '/dashboards/sales', undefined)).toMatchObject({ status: 401 });
  });

  it('tells seeing from editing', async () => {
    expect(await ask('PUT', '/dashboards/sales', 'fay', ['profit'])).toMatchObject({ status: 403 });
    expect(await ask('PUT', '/dashboards/traffic', 'ben', ['visits'])).toMatchObject({ status: 200 });
    expect(await ask('GET', '/dashboards/traffic', 'ben')).toEqual({ status: 200, body: ['visits'] });
  });

  it('lists what somebody may see', async () => {
    expect(await ask('GET', '/dashboards', 'ben')).toEqual({ status: 200, body: ['traffic'] });
    expect(await ask('GET', '/dashboards', 'fay')).toEqual({ status: 200, body: ['sales', 'traffic'] });
    expect(await ask('GET', '/dashboards', 'nobody')).toEqual({ status: 200, body: [] });
  });

  it('makes what is new in the name of the user, who may see it at once', async () => {
    expect(await ask('POST', '/projects/web/dashboards', 'fay', { group: 'costs' })).toMatchObject({
      status: 403,
    });
    expect(await ask('POST', '/projects/web/dashboards', 'ben', { group: 'costs' })).toMatchObject({
      status: 201,
    });

    expect(await ask('GET', '/dashboards/costs', 'ben')).toEqual({ status: 200, body: [] });
    const operator = new Grantline({ url: grantline.url, key: operatorKey });
    const [registered] = await operator
      .organization('demo')
      .events({ resource: 'dashboard_group:costs', type: 'ResourceRegistered' })
      .toArray();
    expect(registered).toMatchObject({ actor: 'ben', via: 'service:dashboards' });
  });
});
