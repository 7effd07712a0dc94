import { explain, type Explanation as Decided } from '#access/explain.js';
import type { Step as DecidedStep } from '#access/trace.js';
import { LEAF, type View } from '#access/view.js';
import type { Explanation, Question, Step, Target } from '#client/questions.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import { presentActor } from '#ledger/present.js';
import { resourceIdFault } from '#model/ids.js';

/** A resource, and the view that it stands in; `node` is `undefined` for one that is not there. */
export type Placed = { readonly view: View; readonly node: number | undefined };

/** Finds a resource. One that is not registered is put into the parent it names, where one of its type may lie. */
export function place(view: View, { resource, parent }: Target): Placed {
  const node = view.find(resource);
  if (node !== undefined || parent === undefined) return { view, node };
  const above = view.find(parent);
  const colon = resource.indexOf(':');
  const [type, id] = [resource.slice(0, Math.max(0, colon)), resource.slice(colon + 1)];
  const fits =
    above !== undefined &&
    resourceIdFault(id) === undefined &&
    view.model.types.get(type)?.under.has(view.type(above)) === true;
  return fits ? { view: view.withLeaf({ ref: resource, type, parent: above }), node: LEAF } : { view, node };
}

/** Anything unknown is a no. */
export function explained(view: View, directory: PeopleDirectory, question: Question): Explanation {
  const { view: at, node } = place(view, question);
  const permission = view.model.permission(question.permission);
  const found = explain(at, directory.find(question.user), permission, node);
  return presented(found, view.revision, directory);
}

function presented(
  { decision, reason, because, hidden }: Decided,
  revision: number,
  directory: PeopleDirectory,
): Explanation {
  return {
    allowed: decision,
    reason,
    revision,
    because: because.map((chain) => chain.map((step) => presentedStep(step, directory))),
    hidden: hidden.map(({ code, text, role, levels, by }) => ({
      code,
      text,
      role,
      level: levels.names,
      by: presentedStep(by, directory),
    })),
  };
}

export function presentedStep({ time, actor, ...step }: DecidedStep, directory: PeopleDirectory): Step {
  // What the fold calls a place or a resource is a ref.
  return {
    ...step,
    time: new Date(time).toISOString(),
    actor: presentActor(actor, (person) => directory.name(person)),
  } as Step;
}
