import { z } from 'zod';
import { level, list, name, names, text } from './names.js';

export const grant = z
  .strictObject({
    scope: z.string().meta({
      description:
        '`.` is the place where the role is assigned, `type:*` every resource of the type there or below. Roles of an organization also know `type:id` and `type:id/**`.',
      examples: ['.', 'project:*'],
    }),
    give: z
      .record(name, level)
      .refine((give) => Object.keys(give).length > 0, { error: 'gives nothing, name a facet and a level' })
      .meta({ description: 'By facet: what is given.', minProperties: 1 }),
    only: z.record(name, list(z.string())).exactOptional().meta({
      description:
        'Narrowing: a check made inside a resource of the type counts only if its id is listed. For roles of an organization.',
    }),
  })
  .meta({ id: 'modelGrant', title: 'Grant', description: 'On this scope, give these levels.' });

const role = z
  .strictObject({
    name: text(256).exactOptional().meta({ description: 'What people read. Default: the id.' }),
    description: text(4000).exactOptional().meta({ description: 'What the role is for.' }),
    kind: z.enum(['built-in', 'preset', 'specialized']).meta({
      description:
        '`built-in` and `specialized` come with every organization and are usually locked, `preset` is a start that customers may change.',
    }),
    locked: list(z.enum(['details', 'permissions', 'deletion']))
      .exactOptional()
      .meta({
        description: 'What customers cannot change: name and description, grants, or that the role exists.',
      }),
    assignable_at: names.min(1).meta({ description: 'Types of places where it can be assigned.' }),
    grants: z.array(grant).max(1000).exactOptional().meta({ description: 'What the role gives, and where.' }),
    deprecated: z.boolean().exactOptional().meta({
      description: 'Still works when held; assigning it anew is answered with a warning.',
    }),
    replacement: name.exactOptional().meta({ description: 'The role to use instead of a deprecated one.' }),
    single_holder: z.boolean().exactOptional().meta({
      description: 'The owner of a place: comes with creating it and moves only by transfer.',
    }),
  })
  .meta({ title: 'Role', description: 'A role that every organization of this model starts with.' });

export const roles = z.record(name, role).meta({
  title: 'Roles',
  description: 'The roles that every organization of this model starts with, by id.',
});

export const customRoles = z
  .strictObject({
    allowed: z.boolean().meta({ description: 'Whether customers may make roles of their own.' }),
    assignable_at: names
      .exactOptional()
      .meta({ description: 'Types of places where their roles can be assigned.' }),
    criteria: z.literal('on_first_access').exactOptional().meta({
      description: 'A role may name attributes of people who get it by themselves when they first arrive.',
    }),
  })
  .meta({ title: 'Custom roles', description: 'The roles that customers make for themselves.' });
