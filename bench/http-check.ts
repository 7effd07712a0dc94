import { copyOfDataFolder } from './folder/data-folder.js';
import { cores, leaveServerCore } from './http/cores.js';
import { type Answering, underLoad } from './http/load.js';
import { printAnswering } from './http/print-answering.js';
import { evaluation, question, tryQuestions } from './http/questions.js';
import { serviceHeaders, startBaseline, startService } from './http/server.js';
import { large } from './organization.js';
import { atLeast, count, heading, line, percent } from './print.js';
import { scaled } from './scale.js';

// Single checks that one core of the service answers over HTTP, beside what Nest and Node take for the same requests.

const connections = 64;
const questions = scaled(200);
const ofNest = 0.85;
const ofRaw = 0.5;

using copy = await copyOfDataFolder();
await using service = await startService(copy.path);
await using nest = await startBaseline('nest');
await using raw = await startBaseline('raw');
leaveServerCore();
await tryQuestions(service);
const lists = Array.from({ length: connections }, () =>
  Array.from({ length: questions }, () => JSON.stringify(question())),
);
const headers = await serviceHeaders(service);
const load = { path: evaluation, headers, connections, bodies: (connection: number) => lists[connection]! };
const [byRaw, byNest, byService] = (await underLoad(load, raw, nest, service)) as [
  Answering,
  Answering,
  Answering,
];

heading(`single check over HTTP: ${count(large.people)} people, ${connections} connections, ${cores}`);
printAnswering('baseline: node:http, a constant answer', byRaw);
printAnswering('baseline: Nest on Fastify, a constant answer', byNest);
printAnswering('the service', byService);
printShare('of what Nest answers', byNest, ofNest);
printShare('of what node:http answers, 60 % being the aim', byRaw, ofRaw);

function printShare(what: string, { busy, clock }: Answering, bar: number): void {
  const share = busy.median / byService.busy.median;
  const onClock = `${percent(clock.median / byService.clock.median)} by the clock`;
  line(what, percent(share), onClock, atLeast(share, bar, percent(bar)));
}
