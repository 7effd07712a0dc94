import type { Fact, LedgerEvent } from '#events/event.js';
import type { ModelDocument } from '#model/document.js';
import { array, nat, toStringMethod, type Arbitrary } from 'fast-check';
import { Access } from '../access.js';
import { rolesCreated } from '../founding.js';
import { Draw } from './draw.suite.js';
import { reference, start } from './ledger.suite.js';
import { naiveEvolve, naiveFold } from './naive-state.suite.js';
import { randomEvent } from './random-event.suite.js';

/** A ledger of that model, with a foundation and some dozens of events, all of which follow from those before them. */
export function randomLedger(document: ModelDocument, { most = 120 } = {}): Arbitrary<Fact[]> {
  const draws = array(nat(0xffff), { minLength: 16, maxLength: 16 });
  return array(draws, { minLength: most / 2, maxLength: most }).map((lists) => {
    const events: LedgerEvent[] = [...foundation(document)];
    const state = naiveFold(events);
    const facts = events.map((event, revision) => ({
      ...event,
      revision,
      time: start,
      actor: 'operator:root',
    }));
    for (const numbers of lists) {
      const draw = new Draw(numbers);
      const time = facts.at(-1)!.time + draw.from([0, 1, 1000, 60_000])!;
      const event = randomEvent(state, draw, time);
      if (event === undefined) continue;
      naiveEvolve(state, event);
      facts.push({ ...event, revision: facts.length, time, actor: `person:${draw.below(3)}` });
    }
    return readable(facts);
  });
}

/** As it is printed when a property fails: the model and its roles are known. */
function readable(facts: Fact[]): Fact[] {
  const text = () =>
    facts
      .filter(
        ({ type, data }) => type !== 'OrganizationCreated' && !('kind' in data && data.kind !== 'custom'),
      )
      .map(
        ({ revision, time, type, data }) => `\n${revision} ${time - start} ${type} ${JSON.stringify(data)}`,
      )
      .join('');
  return Object.defineProperty(facts, toStringMethod, { value: text });
}

export function replay(facts: Iterable<Fact>): Access {
  const access = new Access();
  for (const fact of facts) access.evolve(fact);
  return access;
}

function* foundation(document: ModelDocument): Generator<LedgerEvent> {
  const [type] = Object.entries(document.types).find(([, { root }]) => root === true)!;
  const root = `${type}:root`;
  yield {
    type: 'OrganizationCreated',
    data: { name: 'Root', root, key: 'k', model: reference(document) },
  };
  yield { type: 'ResourceRegistered', data: { resource: root, name: 'Root' } };
  yield* rolesCreated(document);
  for (const person of [0, 1]) yield { type: 'UserActivated', data: { person } };
}
