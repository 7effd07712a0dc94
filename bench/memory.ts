import { PeopleDirectory } from '#ledger/directory.js';
import { randomUUID } from 'node:crypto';
import { replayed } from './fold.js';
import { bytesInUse } from './measure.js';
import { large, ledger, type Size, user } from './organization.js';
import { atMost, count, heading, line, times } from './print.js';

// Bytes that one more person with three assignments takes in the fold and in the directory of user ids, without a past,
// an e-mail address and attributes: the difference of two organizations that differ in nothing else.

const bar = 400;
const fewer: Size = { ...large, people: large.people / 5 };

const plain = perPerson(objects);
const fold = perPerson((size) => replayed(ledger(size)));
const short = perPerson(({ people }) => directory(people, user));
const uuids = perPerson(({ people }) => directory(people, () => randomUUID()));

heading(`memory of a person with ${large.assignments} assignments`);
const reads = 'what a check reads, no index by place, no history';
line('baseline: as objects in a map', bytes(plain), reads);
line('in the fold', bytes(fold), times(fold, plain));
line('in the directory, ids as `user-123`', bytes(short));
line('in the directory, ids as UUIDs', bytes(uuids));
const both = fold + uuids;
line('fold and directory, ids as UUIDs', bytes(both), times(both, plain), atMost(both, bar, bytes(bar)));

function bytes(number: number): string {
  return `${count(number)} bytes`;
}

function perPerson(make: (size: Size) => unknown): number {
  make(fewer);
  const kept: unknown[] = [];
  const taken = [fewer, large].map((size) => {
    const before = bytesInUse();
    kept.push(make(size));
    return bytesInUse() - before;
  });
  if (kept.length !== 2) throw new Error('both organizations are kept until they are measured');
  return (taken[1]! - taken[0]!) / (large.people - fewer.people);
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

function directory(people: number, id: (person: number) => string): PeopleDirectory {
  const directory = new PeopleDirectory();
  for (let person = 0; person < people; person++) {
    // As a replay does: the id comes out of the text of an identity.
    const { user } = JSON.parse(JSON.stringify({ user: id(person) })) as { user: string };
    directory.know(person, { user }, randomUUID());
  }
  return directory;
}
