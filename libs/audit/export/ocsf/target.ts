import type { Activity } from './activity.js';
import type { Subject } from './subject.js';

type Attributes = Readonly<Record<string, unknown>>;

/**
 * What the class of the activity says of the one acted upon; `undefined` where the event does not name what the class
 * asks for.
 */
export function target(
  { class: uid }: Activity,
  subject: Subject,
  organization: string,
): Attributes | undefined {
  const { user, role, levels, resources } = subject;
  switch (uid) {
    case 3001:
      return user === undefined ? undefined : { user: person(subject, user) };
    case 3004:
      return { entity: entity(subject, organization) };
    case 3005: {
      // A role is a privilege there, since the class has no other word for it.
      const privileges = role === undefined ? levels : [role];
      if (user === undefined || privileges.length === 0) return undefined;
      return { user: person(subject, user), privileges, ...at(resources) };
    }
    case 3007: {
      if (user === undefined) return undefined;
      const given = role === undefined ? { privileges: levels } : { iam_roles: [{ uid: role, name: role }] };
      const isGiven = role !== undefined || levels.length > 0;
      return { user: person(subject, user), ...(isGiven && given), ...at(resources) };
    }
    case 3008:
      if (role === undefined) return undefined;
      return {
        iam_role: { uid: role, name: role },
        ...(levels.length > 0 && { privileges: levels }),
        ...at(resources),
      };
    default:
      return uid satisfies never;
  }
}

function person({ email }: Subject, user: string): Attributes {
  return {
    uid: user,
    name: user,
    type_id: 1,
    type: 'User',
    ...(email !== undefined && { email_addr: email }),
  };
}

function at(resources: readonly string[]): Attributes {
  return resources.length === 0 ? {} : { resources: resources.map(resource) };
}

function resource(ref: string): Attributes {
  return { uid: ref, name: ref, type: typeOf(ref) };
}

/** A role, else a resource, else the organization itself. */
function entity({ role, resources: [ref] }: Subject, organization: string): Attributes {
  if (role !== undefined) return { uid: role, name: role, type_id: 99, type: 'Role' };
  if (ref !== undefined) return { uid: ref, name: ref, type_id: 99, type: typeOf(ref) };
  const org = { uid: organization, name: organization };
  return { ...org, type_id: 4, type: 'Organization', org };
}

function typeOf(ref: string): string {
  return ref.slice(0, Math.max(ref.indexOf(':'), 0)) || ref;
}
