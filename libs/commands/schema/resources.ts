import { z } from 'zod';
import { levels } from './grant.js';
import { identifier, ref } from './ids.js';
import { record } from './record.js';
import { name } from './text.js';

const resource = ref.describe('the resource as `type:id`');
const facet = identifier
  .exactOptional()
  .describe('the facet; may be left out where the type of the resource has one that can be overridden');

export const resourceCommands = {
  RegisterResource: z
    .strictObject({
      ref: ref.describe('the new resource as `type:id`'),
      parent: ref.describe('the resource that it lies in'),
      name: name.exactOptional().describe('a name for people; the id if left out'),
    })
    .describe(
      'Makes a resource known. Events: `ResourceRegistered`, `RoleAssigned` for the caller if the type has a creator role.',
    ),
  MoveResource: z
    .strictObject({ ref: resource, parent: ref.describe('the resource to lie in from now on') })
    .describe('Puts a resource, with everything below it, under another parent. Event: `ResourceMoved`.'),
  RenameResource: z
    .strictObject({ ref: resource, name: name.describe('the new name') })
    .describe('Gives a resource another name. Event: `ResourceRenamed`.'),
  RemoveResource: z
    .strictObject({
      ref: resource,
      cascade: z.boolean().exactOptional().describe('whether everything below goes too; refused otherwise'),
    })
    .describe(
      'Ends a resource with all grants, overrides, roles and levels on it. Event: `ResourceRemoved`.',
    ),
  OverrideDashboard: z
    .strictObject({
      resource,
      facet,
      roles: record(identifier, levels)
        .refine((roles) => Object.keys(roles).length > 0, {
          error: 'the list names no role, use `ClearDashboardOverride` to go back to what roles give',
          params: { code: 'EMPTY_OVERRIDE' },
        })
        .describe('the whole new list: levels by role; roles that are not listed have nothing'),
    })
    .describe(
      'Says at the resource itself what each role has there, instead of what roles would give. Event: `DashboardOverridden`.',
    ),
  ClearDashboardOverride: z
    .strictObject({ resource, facet })
    .describe('Takes that list away. Event: `DashboardOverrideCleared`.'),
};
