import { gives } from '#model/compiled.js';
import { permissionsOf } from './check.js';
import { personValue } from './person-value.js';
import { Trace, type Shadow, type ShadowCode, type Source, type Step } from './trace.js';
import { NOWHERE, type View } from './view.js';

export type Reason =
  | 'ALLOWED'
  | 'ORGANIZATION_CLOSED'
  | 'UNKNOWN_PERMISSION'
  | 'UNKNOWN_RESOURCE'
  | 'UNKNOWN_SUBJECT'
  | 'NOT_AN_ACTIVE_MEMBER'
  | 'NOT_APPLICABLE'
  | ShadowCode
  | 'NO_ROLE_GIVES_IT';

/** Why a check is answered the way it is. */
export type Explanation = {
  readonly decision: boolean;
  readonly reason: Reason;
  /** Of an allow: every chain that leads to it. Of a denial: empty. */
  readonly because: readonly (readonly Step[])[];
  /** What would have given the permission, and what took its place. */
  readonly hidden: readonly Shadow[];
};

/** Of several things that hide a permission the strongest names the reason. */
const strongest: readonly ShadowCode[] = [
  'SHADOWED_BY_USER_LEVEL',
  'SHADOWED_BY_OVERRIDE',
  'SHADOWED_BY_SPECIFIC_GRANT',
  'OUTSIDE_ONLY',
];

/** `undefined` stands for what the caller could not find: each is a denial of its own kind. */
export function explain(
  view: View,
  person: number | undefined,
  permission: number | undefined,
  node: number | undefined,
): Explanation {
  if (view.isClosed) return denied('ORGANIZATION_CLOSED');
  if (permission === undefined) return denied('UNKNOWN_PERMISSION');
  if (node === undefined) return denied('UNKNOWN_RESOURCE');
  const status = person === undefined ? undefined : view.status(person);
  if (person === undefined || status === undefined || status === 'erased') return denied('UNKNOWN_SUBJECT');
  if (status !== 'active') return denied('NOT_AN_ACTIVE_MEMBER');
  const found = explainPermission(view, person, permission, node);
  if (found === undefined) return denied('NOT_APPLICABLE');
  const { because, hidden } = found;
  if (because.length > 0) return { decision: true, reason: 'ALLOWED', because, hidden };
  const reason =
    strongest.find((code) => hidden.some((shadow) => shadow.code === code)) ?? 'NO_ROLE_GIVES_IT';
  return { decision: false, reason, because, hidden };
}

/** Every permission the person has on the resource, with every chain that leads to it. */
export function explainAll(
  view: View,
  person: number,
  node: number,
): { permission: number; because: readonly (readonly Step[])[] }[] {
  return permissionsOf(view, person, node).map((permission) => ({
    permission,
    because: explainPermission(view, person, permission, node)!.because,
  }));
}

function denied(reason: Reason): Explanation {
  return { decision: false, reason, because: [], hidden: [] };
}

type Found = { because: (readonly Step[])[]; hidden: Shadow[] };

/** `undefined` where the permission does not apply to the resource. */
function explainPermission(view: View, person: number, permission: number, node: number): Found | undefined {
  const facet = view.model.facetOfPermission(permission);
  if (facet === undefined) return explainDerived(view, person, permission, node);
  const target = view.target(facet, node);
  if (target === NOWHERE) return undefined;
  const trace = new Trace(view);
  personValue(view, person, facet, target, node, undefined, trace);
  const giving = ({ levels }: Source | Shadow) => gives(levels, permission);
  return {
    because: trace.sources.filter(giving).map(({ steps }) => steps),
    hidden: trace.shadows.filter(giving),
  };
}

function explainDerived(view: View, person: number, permission: number, node: number): Found | undefined {
  const { anyOf } = view.model.derivedPermission(permission)!;
  const name = view.model.permissions[permission]!;
  const found: Found = { because: [], hidden: [] };
  let applies = false;
  for (const all of anyOf) {
    const parts = all.map((needed) => explainPermission(view, person, needed, node));
    if (parts.some((part) => part === undefined)) continue;
    applies = true;
    const needed = all.map((part) => `\`${view.model.permissions[part]}\``).join(' and ');
    const step = new Trace(view).step(
      'derived',
      view.access.modelSince(view.revision),
      `\`${name}\` follows from ${needed}`,
      {},
    );
    if (parts.every((part) => part!.because.length > 0)) {
      found.because.push([...parts.flatMap((part) => part!.because[0]!), step]);
    } else {
      found.hidden.push(
        ...parts.filter((part) => part!.because.length === 0).flatMap((part) => part!.hidden),
      );
    }
  }
  return applies ? found : undefined;
}
