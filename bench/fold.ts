import { Access } from '#access/access.js';
import type { Fact } from '#events/event.js';

export function replayed(facts: Iterable<Fact>): Access {
  const access = new Access();
  for (const fact of facts) access.evolve(fact);
  return access;
}
