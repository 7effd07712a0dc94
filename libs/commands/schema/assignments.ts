import { z } from 'zod';
import { parseRef } from '#model/ref.js';
import { give, narrowing, only } from './grant.js';
import { identifier, ref, roleIds, scope, userId } from './ids.js';
import { quoted } from '#model/wording.js';
import { checkWindow, window } from './window.js';

const user = userId.describe('the id of the person');
const role = identifier.describe('the id of the role');
const place = ref.exactOptional().describe('where the role is held, as `type:id`; the root if left out');

/** Whom a permission is given to or taken from: a role, or one person. */
export type Holder = { role: string } | { user: string };

const holder = z
  .strictObject({ role: role.exactOptional(), user: user.exactOptional() })
  .transform(({ role, user }, context): Holder => {
    if (role !== undefined && user === undefined) return { role };
    if (user !== undefined && role === undefined) return { user };
    context.issues.push(malformed([], 'name exactly one of `role` and `user`'));
    return z.NEVER;
  })
  .meta({ oneOf: [{ required: ['role'] }, { required: ['user'] }] });

const grantScope = scope.describe(
  'what it covers: `.`, `type:*`, `type:id` or `type:id/**`; for a person one resource, `type:id`',
);

export const assignmentCommands = {
  GrantPermission: z
    .strictObject({
      to: holder.describe('a role, or one person'),
      scope: grantScope,
      give,
      only: only.exactOptional(),
      ...window,
    })
    .check(checkWindow)
    .check(({ value: { to, scope, only, from, until }, issues }) => {
      if ('user' in to) {
        issues.push(...notOneResource(scope));
        if (only !== undefined)
          issues.push(malformed(['only'], '`only` narrows grants of roles, leave it out'));
        return;
      }
      const people = 'counts for people only, leave it out for a role';
      if (from !== undefined) issues.push(malformed(['from'], `\`from\` ${people}`));
      if (until !== undefined) issues.push(malformed(['until'], `\`until\` ${people}`));
    })
    .transform(({ only, ...rest }) => ({ ...rest, ...narrowing(only) }))
    .describe(
      'Adds one grant to a role, or sets the level of a person at a resource. Event: `PermissionGranted`.',
    ),
  RevokePermission: z
    .strictObject({
      from: holder.describe('a role, or one person'),
      scope: grantScope,
      facet: identifier.exactOptional().describe('only what is given for this facet; everything if left out'),
    })
    .check(({ value: { from, scope }, issues }) => {
      if ('user' in from) issues.push(...notOneResource(scope));
    })
    .describe(
      'Takes the grants of a scope from a role, or the level of a person at a resource. Event: `PermissionRevoked`.',
    ),
  AssignRole: z
    .strictObject({ user, role, place, ...window })
    .check(checkWindow)
    .describe('Gives a role to a person at a place. Event: `RoleAssigned`.'),
  ChangeRole: z
    .strictObject({ user, role: role.describe('the id of the role to hold from now on'), place, ...window })
    .check(checkWindow)
    .describe('Replaces the one role that a person holds at a place, in one step. Event: `RoleReplaced`.'),
  RevokeRole: z
    .strictObject({ user, role, place })
    .describe('Takes a role from a person at a place. Event: `RoleRevoked`.'),
  SetUserRoles: z
    .strictObject({ user, roles: roleIds.describe('all roles to hold at the place; may be empty'), place })
    .describe(
      'Makes the roles of a person at a place exactly these. Events: `RoleAssigned` and `RoleRevoked` for the difference.',
    ),
  TransferOwnership: z
    .strictObject({
      place: ref.describe('the place that has an owner, as `type:id`'),
      to: userId.describe('the id of the new owner, an active member'),
    })
    .describe('Hands the owner role of a place to somebody else. Event: `OwnershipTransferred`.'),
};

function notOneResource(scope: string): z.core.$ZodRawIssue[] {
  return parseRef(scope) === undefined
    ? [
        {
          code: 'custom',
          input: scope,
          path: ['scope'],
          params: { code: 'INVALID_ID' },
          message: `${quoted(scope)} is not one resource, write \`type:id\` for a person`,
        },
      ]
    : [];
}

function malformed(path: string[], message: string): z.core.$ZodRawIssue {
  return { code: 'custom', input: undefined, path, params: { code: 'MALFORMED' }, message };
}
