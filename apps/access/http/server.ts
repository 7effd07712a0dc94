import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from '../app.module.js';
import { addCheckRoutes } from '../checks/check-routes.js';
import { Checks } from '../checks/checks.js';
import { addFastLane } from '../checks/fast-lane.js';
import { NestLog } from '../log.js';
import type { Service } from '../service.js';
import { rememberMethods } from './allowed-methods.js';
import { bodyMax, readBodies } from './bodies.js';
import { answerClientError } from './client-error.js';
import { addHooks } from './hooks.js';
import { ProblemFilter } from './problem-filter.js';
import { requestId } from './request.js';
import { SchemaPipe } from './schema-pipe.js';
import { sendUnreadable } from './send-problem.js';

/** An id of 256 characters, each of them up to twelve characters when it is percent-encoded. */
const parameterMax = 256 * 12;

const second = 1000;

/** The service behind HTTP, ready to listen. */
export async function createServer(service: Service): Promise<NestFastifyApplication> {
  const { log, metrics, authentication, ledgers, ready } = service;
  const adapter = new FastifyAdapter({
    genReqId: requestId,
    bodyLimit: bodyMax,
    requestTimeout: 30 * second,
    return503OnClosing: false,
    routerOptions: { maxParamLength: parameterMax },
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendUnreadable(error, { request, reply, log }),
    clientErrorHandler: answerClientError,
    skipMiddie: true,
  });
  const fastify = adapter.getInstance();
  rememberMethods(fastify);
  readBodies(fastify);
  await addHooks(fastify, { authentication, metrics, log });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(service), adapter, {
    logger: new NestLog(log),
    bodyParser: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(log));
  app.useGlobalPipes(new SchemaPipe());
  if (!service.config.run.has('api')) {
    await app.init();
    return app;
  }
  const checks = new Checks(metrics);
  const lane = { ledgers, readModel: service.readModel?.queries, checks, failures: new WeakMap() };
  addCheckRoutes(fastify, lane);
  await app.init();
  addFastLane(app.getHttpServer(), { ...lane, authentication, isOpen: () => !ready.isStopping });
  return app;
}
