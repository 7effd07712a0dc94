import { copyOfDataFolder } from './folder/data-folder.js';
import { cores, leaveServerCore } from './http/cores.js';
import { type Answering, ofEach, underLoad } from './http/load.js';
import { printAnswering } from './http/print-answering.js';
import { evaluations, question, resource, tryQuestions } from './http/questions.js';
import { type Server, serviceHeaders, startBaseline, startService } from './http/server.js';
import { large } from './organization.js';
import { atLeast, count, heading, times } from './print.js';

// Checks that one core of the service answers in batches of a thousand over HTTP, beside servers that receive the same
// batches and answer a constant.

const connections = 8;
const batches = 4;
const items = 1_000;
const bar = 300_000;

using copy = await copyOfDataFolder();
await using service = await startService(copy.path);
await using nest = await startBaseline('nest');
await using raw = await startBaseline('raw');
leaveServerCore();
await tryQuestions(service);
const headers = await serviceHeaders(service);

const anything = await answer(raw, nest, service)(() => ({ evaluations: list(question) }));
const oneSubject = await answer(service)(() => {
  const { subject, action } = question();
  return { subject, action, evaluations: list(() => ({ resource: resource() })) };
});
const [byRaw, byNest, byService] = anything as [Answering, Answering, Answering];
const [ofOne] = oneSubject as [Answering];

heading(
  `evaluations of ${count(items)} checks: ${count(large.people)} people, ${connections} connections, ${cores}`,
);
printAnswering('node:http, a constant answer', byRaw);
printAnswering('baseline: Nest on Fastify, a constant answer', byNest);
const beside = ({ busy }: Answering) => [
  times(busy.median, byNest.busy.median),
  atLeast(1e9 / busy.median, bar, `${count(bar)}/s`),
];
printAnswering('each about anybody and anything', byService, ...beside(byService));
printAnswering('one person, one permission, many resources', ofOne, ...beside(ofOne));

function list<Item>(make: () => Item): Item[] {
  return Array.from({ length: items }, make);
}

/** Puts servers under a load of such batches; what comes back is of single checks. */
function answer(...servers: readonly Server[]) {
  return async (batch: () => object): Promise<Answering[]> => {
    const bodies = Array.from({ length: batches }, () => JSON.stringify(batch()));
    const load = { path: evaluations, headers, connections, bodies: () => bodies };
    return (await underLoad(load, ...servers)).map((answering) => ofEach(answering, items));
  };
}
