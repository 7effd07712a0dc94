import type { FastifyInstance, FastifyRequest } from 'fastify';

type Route = { readonly path: RegExp; readonly methods: ReadonlySet<string> };

const routes = new WeakMap<object, Route[]>();

/** Remembers which methods each path takes. To be called before the first route. */
export function rememberMethods(fastify: FastifyInstance): void {
  const known: Route[] = [];
  routes.set(fastify.server, known);
  fastify.addHook('onRoute', ({ url, method }) => {
    const path = new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`);
    known.push({ path, methods: new Set([method].flat()) });
  });
}

/** What the path of the request takes instead, for `Allow`; empty where there is nothing at that path. */
export function allowedMethods({ server, url }: FastifyRequest): string {
  const path = url.split('?', 1)[0]!;
  const methods = (routes.get(server.server) ?? [])
    .filter((route) => route.path.test(path))
    .flatMap(({ methods }) => [...methods]);
  return [...new Set(methods)].sort().join(', ');
}
