import { z } from 'zod';
import { criteria } from './attributes.js';
import { grants } from './grant.js';
import { identifier } from './ids.js';
import { erasableProse, name } from './text.js';

const descriptionMax = 4000;

const role = identifier.describe('the id of the role');
const details = {
  name: name.exactOptional().describe('a name for people'),
  description: erasableProse(descriptionMax).exactOptional().describe('what the role is for'),
};

const one = z.strictObject({ role });

export const roleCommands = {
  CreateRole: z
    .strictObject({
      role: identifier.describe('the id of the new role; ids are never used twice'),
      ...details,
      grants: grants.exactOptional().describe('what the role gives'),
      criteria: criteria
        .exactOptional()
        .describe('people whose attributes all equal these get the role when they first sign in'),
    })
    .describe('Adds a role. Event: `RoleCreated`.'),
  CloneRole: z
    .strictObject({
      role: identifier.describe('the id of the role to copy'),
      as: identifier.describe('the id of the new role'),
      name: name.exactOptional().describe('a name for the new role'),
    })
    .describe('Adds a role with the grants and the description of another. Event: `RoleCreated`.'),
  ChangeRoleDetails: z
    .strictObject({ role, ...details })
    .describe('Changes the name or the description of a role. Event: `RoleDetailsChanged`.'),
  SetRoleCriteria: z
    .strictObject({
      role,
      criteria: criteria.describe(
        'people whose attributes all equal these get the role when they first sign in',
      ),
    })
    .describe('Says who gets a role on the first access. Event: `RoleCriteriaSet`.'),
  ClearRoleCriteria: one.describe('Takes the criteria from a role. Event: `RoleCriteriaSet`.'),
  DeprecateRole: z
    .strictObject({
      role,
      replacement: identifier.exactOptional().describe('the role to assign instead'),
    })
    .describe('Marks a role as no longer wanted; it goes on to give what it gives. Event: `RoleDeprecated`.'),
  RestoreRole: one.describe('Takes the mark of `DeprecateRole` away. Event: `RoleRestored`.'),
  DeleteRole: one.describe('Ends a role; it gives nothing any more at once. Event: `RoleDeleted`.'),
  ReplacePermissions: z
    .strictObject({ role, grants: grants.describe('all grants of the role from now on') })
    .describe('Replaces everything that a role gives. Event: `PermissionsReplaced`.'),
};
