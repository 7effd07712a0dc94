import { check, permissionsOf } from '#access/check.js';
import { explain, type Explanation } from '#access/explain.js';
import type { Access } from '#access/access.js';
import type { Facts } from '#access/facts.js';
import { LEAF, type View } from '#access/view.js';
import { type InOrder, whoInOrder } from '#access/who-in-order.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import { resourceIdFault } from '#model/ids.js';
import type { Question, Target } from './evaluation-request.js';

/** What the names of a question stand for; `undefined` for what is not known. */
type Understood<F extends Facts> = {
  readonly view: View<F>;
  readonly person: number | undefined;
  readonly permission: number | undefined;
  readonly node: number | undefined;
};

export const nobody: InOrder = { people: [], total: 0 };

/** Knows people by their user ids. */
export type Acquainted = Pick<PeopleDirectory, 'find'>;

/** Anything unknown is a no. With `trusted`, an unregistered resource may name its parent. */
export function decide(
  view: View<Facts>,
  directory: Acquainted,
  question: Question,
  trusted: boolean,
): boolean {
  const { view: at, person, permission, node } = understand(view, directory, question, trusted);
  if (person === undefined || permission === undefined || node === undefined) return false;
  return check(at, person, permission, node);
}

export function explained(
  view: View,
  directory: Acquainted,
  question: Question,
  trusted: boolean,
): Explanation {
  const { view: at, person, permission, node } = understand(view, directory, question, trusted);
  return explain(at, person, permission, node);
}

/** Everybody behind a number who has the permission on the resource. Nobody has what is not known. */
export function everybody(
  view: View,
  question: Target & { permission: string },
  trusted: boolean,
  after: number,
): InOrder {
  const permission = view.model.permission(question.permission);
  const { view: at, node } = place(view, question, trusted);
  if (permission === undefined || node === undefined) return nobody;
  return whoInOrder(at, permission, node, after);
}

/** Numbers of everything the subject may do on the resource, in the model's order. */
export function everything(
  view: View,
  directory: Acquainted,
  { subjectType, subject, ...target }: Target & Pick<Question, 'subjectType' | 'subject'>,
  trusted: boolean,
): number[] {
  const person = subjectType === 'user' ? directory.find(subject) : undefined;
  const { view: at, node } = place(view, target, trusted);
  return person === undefined || node === undefined ? [] : permissionsOf(at, person, node);
}

function understand<F extends Facts = Access>(
  view: View<F>,
  directory: Acquainted,
  question: Question,
  trusted: boolean,
): Understood<F> {
  const { subjectType, subject, permission } = question;
  const person = subjectType === 'user' ? directory.find(subject) : undefined;
  const { view: at, node } = place(view, question, trusted);
  return { view: at, person, permission: view.model.permission(permission), node };
}

/** Where the resource stands, and the view that it stands in. */
function place<F extends Facts = Access>(
  view: View<F>,
  { resourceType, resource, parent }: Target,
  trusted: boolean,
): Pick<Understood<F>, 'view' | 'node'> {
  const ref = `${resourceType}:${resource}`;
  const node = view.find(ref);
  if (node !== undefined || parent === undefined || !trusted) return { view, node };
  const leaf = unregistered(view, ref, resourceType, resource, parent);
  return leaf === undefined ? { view, node: undefined } : { view: leaf, node: LEAF };
}

/** The view with the resource in it, where one of its type may lie in the parent. */
function unregistered<F extends Facts>(
  view: View<F>,
  ref: string,
  type: string,
  id: string,
  parentRef: string,
): View<F> | undefined {
  const parent = view.find(parentRef);
  if (parent === undefined || resourceIdFault(id) !== undefined) return undefined;
  if (view.model.types.get(type)?.under.has(view.type(parent)) !== true) return undefined;
  return view.withLeaf({ ref, type, parent });
}
