import { z } from 'zod';
import { anyOneOf, name, names } from './names.js';

const action = z.strictObject({
  needs: anyOneOf,
  forbid_self: z.boolean().exactOptional().meta({ description: 'Whether nobody may do it to themselves.' }),
});

export const administration = z
  .strictObject({
    invite: action.exactOptional().meta({ description: 'Invite, add and import people.' }),
    remove_member: action.exactOptional().meta({ description: 'Suspend and remove people.' }),
    assign_roles: action.exactOptional().meta({ description: 'Assign and revoke roles, at the place.' }),
    manage_roles: action.exactOptional().meta({ description: 'Create, rename, deprecate and delete roles.' }),
    edit_role_permissions: action.exactOptional().meta({ description: 'Change the grants of a role.' }),
    set_override: action.exactOptional().meta({
      description: 'Change the list of roles on a resource. Needed at its parent.',
    }),
    set_user_grant: action.exactOptional().meta({ description: 'Set the level of a user at a resource.' }),
    list_members: action.exactOptional().meta({ description: 'See who has access.' }),
    settings: action
      .exactOptional()
      .meta({ description: 'Rename the organization and change its settings.' }),
    notify: action.exactOptional().meta({ description: 'Send a text to people.' }),
    view_audit: action.exactOptional().meta({ description: 'Read the history.' }),
  })
  .meta({
    title: 'Administration',
    description: 'What people need for administrative actions. An action without a line is not available.',
  });

export const guards = z
  .strictObject({
    grant_limit: z.enum(['own', 'off']).exactOptional().meta({
      description: '`own`: nobody gives more than they hold. Recommended for new models.',
      default: 'off',
    }),
    keep_last: names.exactOptional().meta({
      description: 'Permissions that at least one active person must keep at the root.',
    }),
  })
  .meta({ title: 'Guards', description: 'What must never happen, whoever asks for it.' });

const line = name.meta({ description: 'The new name, or `drop`.' });

export const migrate = z
  .strictObject({
    types: z.record(name, z.literal('drop')).exactOptional().meta({
      description: 'Types that are gone. A type cannot be renamed: its name is part of every resource.',
    }),
    facets: z
      .record(name, line)
      .exactOptional()
      .meta({ description: 'Facet of the earlier version to facet here.' }),
    levels: z.record(name, z.record(name, line)).exactOptional().meta({
      description: 'By facet of the earlier version: level or permission to level or permission here.',
    }),
    roles: z
      .record(name, line)
      .exactOptional()
      .meta({ description: 'Role of the earlier version to role here.' }),
  })
  .meta({
    title: 'Migration',
    description: 'What becomes of names of earlier versions that this one lacks: a new name, or `drop`.',
  });
