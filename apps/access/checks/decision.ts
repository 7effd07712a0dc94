import { check } from '#access/check.js';
import { explain, type Explanation } from '#access/explain.js';
import { LEAF, type View } from '#access/view.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import { resourceIdFault } from '#model/ids.js';
import type { Question } from './evaluation-request.js';

/** What the names of a question stand for; `undefined` for what is not known. */
type Understood = {
  readonly view: View;
  readonly person: number | undefined;
  readonly permission: number | undefined;
  readonly node: number | undefined;
};

/** Anything unknown is a no. With `trusted`, an unregistered resource may name its parent. */
export function decide(
  view: View,
  directory: PeopleDirectory,
  question: Question,
  trusted: boolean,
): boolean {
  const { view: at, person, permission, node } = understand(view, directory, question, trusted);
  if (person === undefined || permission === undefined || node === undefined) return false;
  return check(at, person, permission, node);
}

export function explained(
  view: View,
  directory: PeopleDirectory,
  question: Question,
  trusted: boolean,
): Explanation {
  const { view: at, person, permission, node } = understand(view, directory, question, trusted);
  return explain(at, person, permission, node);
}

function understand(
  view: View,
  directory: PeopleDirectory,
  question: Question,
  trusted: boolean,
): Understood {
  const { subjectType, subject, permission, resourceType, resource, parent } = question;
  const person = subjectType === 'user' ? directory.find(subject) : undefined;
  const number = view.model.permission(permission);
  const ref = `${resourceType}:${resource}`;
  const node = view.find(ref);
  if (node !== undefined || parent === undefined || !trusted)
    return { view, person, permission: number, node };
  const leaf = unregistered(view, ref, resourceType, resource, parent);
  return leaf === undefined
    ? { view, person, permission: number, node: undefined }
    : { view: leaf, person, permission: number, node: LEAF };
}

/** The view with the resource in it, where one of its type may lie in the parent. */
function unregistered(
  view: View,
  ref: string,
  type: string,
  id: string,
  parentRef: string,
): View | undefined {
  const parent = view.find(parentRef);
  if (parent === undefined || resourceIdFault(id) !== undefined) return undefined;
  if (view.model.types.get(type)?.under.has(view.type(parent)) !== true) return undefined;
  return view.withLeaf({ ref, type, parent });
}
