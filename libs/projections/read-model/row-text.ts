import type { PersonRow, RowAssignment, RowFacts, RowLevel } from '#access/person-row.js';
import type { PersonStatus } from '#access/people.js';
import type { Period } from '#access/assignments.js';
import { ReadModelDamaged } from './read-model.js';

const statuses: readonly PersonStatus[] = ['invited', 'active', 'suspended', 'removed', 'erased'];

/** `to`, `from` and `until` are null where they are left out; trailing ones are left away. */
type Lasting = [since: number, to?: number | null, from?: number | null, until?: number | null];
type Text = [
  statuses: [status: number, ...Lasting][],
  assignments: [role: number, place: number, ...Lasting][],
  levels: [node: number, facet: string, level: readonly string[], ...Lasting][],
];

/** Texts of what stands and of what ended; the latter is empty where nothing did. */
export function writeRow({ live, past }: PersonRow): { readonly live: string; readonly past: string } {
  const [standing, ended] = [textOf(live), textOf(past)];
  return { live: JSON.stringify(standing), past: isEmpty(ended) ? '' : JSON.stringify(ended) };
}

/** @throws ReadModelDamaged when it is not what `writeRow` wrote */
export function readRow(text: string): RowFacts {
  if (text === '') return { statuses: [], assignments: [], levels: [] };
  try {
    const [statusTexts, assignmentTexts, levelTexts] = JSON.parse(text) as Text;
    return {
      statuses: statusTexts.map(([status, ...rest]) => ({
        status: known(statuses[status]),
        ...lasting(rest),
      })),
      assignments: assignmentTexts.map(([role, place, ...rest]): RowAssignment => ({
        role: count(role),
        place: count(place),
        ...lasting(rest),
      })),
      levels: levelTexts.map(([node, facet, level, ...rest]): RowLevel => ({
        ...{ node: count(node), facet: string(facet), level: level.map(string) },
        ...lasting(rest),
      })),
    };
  } catch (cause) {
    throw new ReadModelDamaged('a row is not what was written', { cause });
  }
}

function textOf(facts: RowFacts): Text {
  return [
    facts.statuses.map((fact) => [statuses.indexOf(fact.status), ...textOfLasting(fact)]),
    facts.assignments.map((fact) => [fact.role, fact.place, ...textOfLasting(fact)]),
    facts.levels.map((fact) => [fact.node, fact.facet, fact.level, ...textOfLasting(fact)]),
  ];
}

function isEmpty(text: Text): boolean {
  return text.every((facts) => facts.length === 0);
}

type Fact = { readonly since: number; readonly to?: number; readonly period?: Period };

function textOfLasting({ since, to, period }: Fact): Lasting {
  const { from, until } = period ?? {};
  if (until !== undefined) return [since, to ?? null, from ?? null, until];
  if (from !== undefined) return [since, to ?? null, from];
  return to === undefined ? [since] : [since, to];
}

function lasting([since, to, from, until]: readonly (number | null | undefined)[]): Fact {
  const period = {
    ...(from !== null && from !== undefined && { from: count(from) }),
    ...(until !== null && until !== undefined && { until: count(until) }),
  };
  return {
    since: count(since),
    ...(to !== null && to !== undefined && { to: count(to) }),
    ...((from ?? until ?? undefined) !== undefined && { period }),
  };
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('a status is not known');
  return value;
}

function count(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new TypeError(`${String(value)} is not a number`);
}

function string(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`${String(value)} is not a text`);
}
