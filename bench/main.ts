import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

// Each figure is a program of its own beside this one: `npm run bench` runs all, `npm run bench -- check replay` two.
// With `--small` they are only tried: seconds instead of minutes, and numbers that say nothing.

const figures = [
  'check',
  'as-of',
  'role-edit',
  'who',
  'where',
  'difference',
  'impact',
  'replay',
  'memory',
  'store-replay',
  'start',
  'commands',
  'http-check',
  'http-evaluations',
  'http-commands',
  'http-pages',
  'publish',
  'redis-check',
  'redis-projector',
  'visible',
];

const given = process.argv.slice(2);
const options = given.filter((word) => word === '--small');
const chosen = given.filter((word) => word !== '--small');
const unknown = chosen.filter((name) => !figures.includes(name));
if (unknown.length > 0) {
  console.error(`there is no figure ${unknown.join(', ')}, there are ${figures.join(', ')}`);
  process.exit(1);
}

console.log(`node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`);
for (const name of chosen.length > 0 ? chosen : figures) {
  const program = fileURLToPath(new URL(`${name}.js`, import.meta.url));
  const { status } = spawnSync(process.execPath, ['--expose-gc', program, ...options], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
