import { replayed } from './fold.js';
import { bytesInUse } from './measure.js';
import { large, ledger, type Size } from './organization.js';
import { count, heading, line, times, verdict } from './print.js';

// Bytes that one more person with three assignments takes in the fold, without a past and without the id directory: the
// difference of two organizations that differ in nothing else.

const bar = 400;
const small: Size = { ...large, people: 20_000 };

const fold = perPerson((size) => replayed(ledger(size)));
const plain = perPerson(objects);

heading(`memory of a person with ${large.assignments} assignments`);
line(
  'baseline: as objects in a map',
  `${count(plain)} bytes`,
  'what a check reads, no index by place, no history',
);
const ratio = times(fold, plain);
line(
  'in the fold',
  `${count(fold)} bytes`,
  ratio,
  verdict(fold <= bar, `${bar} bytes, id directory included`),
);

function perPerson(make: (size: Size) => unknown): number {
  make(small);
  const kept: unknown[] = [];
  const bytes = [small, large].map((size) => {
    const before = bytesInUse();
    kept.push(make(size));
    return bytesInUse() - before;
  });
  if (kept.length !== 2) throw new Error('both organizations are kept until they are measured');
  return (bytes[1]! - bytes[0]!) / (large.people - small.people);
}

function objects({ people, assignments, groups }: Size): unknown {
  const persons = Array.from({ length: people }, (_, person) => {
    const roles = Array.from({ length: assignments }, (_, at) => ({
      role: 'viewer',
      place: (person + at) % groups,
      since: person * 4 + at,
    }));
    return [person, { status: 'active', roles }] as const;
  });
  return new Map(persons);
}
