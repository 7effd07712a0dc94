import { NOWHERE, type View } from '../view.js';

/** What the events between two moments are about, each with the revisions of its events. */
export type Touched = {
  readonly persons: ReadonlyMap<number, readonly number[]>;
  readonly roles: ReadonlyMap<number, readonly number[]>;
  readonly nodes: ReadonlyMap<number, readonly number[]>;
  /** Revisions of events that are about everything. */
  readonly everything: readonly number[];
};

/** People for whom only time made something begin or end are there without a revision. */
export function touchedBetween(from: View, to: View): Touched {
  const { subjects, boundaries } = to.access;
  const persons = new Map<number, readonly number[]>();
  const roles = new Map<number, readonly number[]>();
  const nodes = new Map<number, readonly number[]>();
  const everything: number[] = [];
  for (const person of boundaries.between(from.instant, to.instant)) persons.set(person, []);
  for (const { subject, revisions } of subjects.between(from.revision, to.revision)) {
    switch (subject.kind) {
      case 'person':
        persons.set(subject.number, revisions);
        break;
      case 'role':
        roles.set(subject.number, revisions);
        break;
      case 'node':
        nodes.set(subject.number, revisions);
        break;
      case 'everything':
        everything.push(...revisions);
        break;
      default:
        subject satisfies never;
    }
  }
  return { persons, roles, nodes, everything };
}

/** Events about the resource or what it lies in, at either moment. */
export function causesAbove(from: View, to: View, node: number, { nodes }: Touched): readonly number[] {
  if (nodes.size === 0) return [];
  const found: number[] = [];
  for (const view of [from, to]) {
    for (let at = node; at !== NOWHERE; at = view.parent(at)) found.push(...(nodes.get(at) ?? []));
  }
  return found;
}
