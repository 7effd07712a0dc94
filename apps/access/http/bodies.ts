import type { FastifyInstance } from 'fastify';
import { parseStrictJson } from './strict-json.js';

/** The largest body, in bytes. */
export const bodyMax = 1024 * 1024;

const yaml = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'];

/** JSON for every route; routes that read the text themselves also take YAML. Everything else is 415. */
export function readBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, request.routeOptions.config.text === true ? body : parseStrictJson(body));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addContentTypeParser<Buffer>(yaml, { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.config.text === true) done(null, body);
    else done(Object.assign(new Error('no route for YAML'), { statusCode: 415 }));
  });
}
