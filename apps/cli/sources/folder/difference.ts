import { differences, type Difference as Decided, type Focus } from '#access/differences/differences.js';
import type { View } from '#access/view.js';
import type { Ref } from '#client/commands.js';
import type { Affected, Change, Difference, DifferenceFilter, ToldEvent } from '#client/trail.js';
import type { Ledger } from '#ledger/ledger.js';
import { DomainError } from '#model/errors.js';
import { viewAt } from './moment.js';
import { told } from './trail.js';

const linesMax = 1_000;
/** So many changes are looked at before the search stops. */
const budget = 200_000;

type Kind = 'gained' | 'lost' | 'changed';

type Line = {
  readonly kind: Kind;
  readonly affected: Affected;
  readonly permission: string;
  readonly of: Decided;
};

/** What is different between two moments, with the events that made it so. */
export async function difference(
  ledger: Ledger,
  { from, to, ...filter }: DifferenceFilter,
): Promise<Difference> {
  const [before, after] = [await viewAt(ledger, { asOf: from }), await viewAt(ledger, { asOf: to })];
  if (before.revision > after.revision || before.instant > after.instant) {
    throw new DomainError('MALFORMED', '`from` lies after `to`, turn them round');
  }
  const lines: Record<Kind, Line[]> = { gained: [], lost: [], changed: [] };
  let looked = 0;
  let truncated = false;
  for (const line of linesOf(ledger, before, after, focusOf(ledger, before, after, filter))) {
    looked += 1;
    if (looked > budget) {
      truncated = true;
      break;
    }
    if (lines[line.kind].length < linesMax) lines[line.kind].push(line);
    else truncated = true;
  }
  const causes = new Causes(ledger);
  const told = (kind: Kind) => Promise.all(lines[kind].map((line) => changeOf(ledger, causes, line)));
  return {
    gained: await told('gained'),
    lost: await told('lost'),
    changed: await told('changed'),
    truncated,
  };
}

function focusOf(
  { directory, access }: Ledger,
  from: View,
  to: View,
  { user, role, resource }: Omit<DifferenceFilter, 'from' | 'to'>,
): Focus {
  const person = user === undefined ? undefined : directory.named(user);
  if (user !== undefined && person === undefined) {
    throw new DomainError('NOT_A_MEMBER', 'this user is not known in the organization');
  }
  const number = role === undefined ? undefined : access.roles.number(role);
  if (role !== undefined && (number === undefined || (!from.role(number) && !to.role(number)))) {
    throw new DomainError('ROLE_NOT_FOUND', 'there was no such role at either moment');
  }
  const node = resource === undefined ? undefined : (to.find(resource) ?? from.find(resource));
  if (resource !== undefined && node === undefined) {
    throw new DomainError('UNKNOWN_RESOURCE', 'there was no such resource at either moment');
  }
  return {
    ...(person !== undefined && { person, sources: true }),
    ...(number !== undefined && { role: number }),
    ...(node !== undefined && { node }),
  };
}

function* linesOf(ledger: Ledger, from: View, to: View, focus: Focus): Generator<Line> {
  for (const of of differences(from, to, focus)) {
    const affected = affectedBy(ledger, of);
    for (const kind of ['gained', 'lost', 'changed'] as const) {
      for (const permission of of[kind]) yield { kind, affected, permission, of };
    }
  }
}

function affectedBy({ access, directory }: Ledger, of: Decided): Affected {
  if ('person' in of) return { user: directory.name(of.person) };
  const { role, place, holders } = of;
  return { role: access.roles.id(role), place: access.tree.ref(place) as Ref, holders };
}

async function changeOf(
  { access }: Ledger,
  causes: Causes,
  { affected, permission, of }: Line,
): Promise<Change> {
  const events = await Promise.all(of.causes.map((revision) => causes.event(revision)));
  return { ...affected, permission, resource: access.tree.ref(of.node) as Ref, events };
}

/** Events by revision, each read once. */
class Causes {
  readonly #events = new Map<number, Promise<ToldEvent>>();

  constructor(private readonly ledger: Ledger) {}

  event(revision: number): Promise<ToldEvent> {
    let event = this.#events.get(revision);
    if (event === undefined) this.#events.set(revision, (event = this.#read(revision)));
    return event;
  }

  async #read(revision: number): Promise<ToldEvent> {
    const { events } = await this.ledger.trail({ after: revision - 1, order: 'oldest', limit: 1 });
    return told(this.ledger, events[0]!);
  }
}
