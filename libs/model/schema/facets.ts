import { z } from 'zod';
import { atMost, name, names } from './names.js';

const levels = z
  .record(
    name,
    z.strictObject({
      includes: names.exactOptional().meta({ description: 'Levels of this facet that this one contains.' }),
      permissions: names.exactOptional().meta({ description: 'What the level adds.' }),
    }),
  )
  .refine(atMost(1000), { error: 'has too many levels, at most 1000' })
  .meta({
    maxProperties: 1000,
    description: 'Named sets of permissions. A level is the set of everything that it reaches.',
  });

const inherit = z
  .array(
    z.strictObject({
      from: name.meta({ description: 'The facet of the parent resource that the value is taken from.' }),
      map: z.union([z.literal('same'), z.record(name.or(z.literal('*')), name.or(z.literal('*')))]).meta({
        description:
          'Level of the parent to level here; `same` keeps the names. What has no line gives nothing.',
      }),
    }),
  )
  .meta({ description: 'What a resource takes over from the resource that it lies in.' });

const facet = z
  .strictObject({
    type: name.meta({ description: 'The type of resource on which the facet is decided.' }),
    pick: z.enum(['one', 'many']).meta({
      description: 'Whether a grant names exactly one level of the facet, or any number.',
    }),
    levels: levels.exactOptional(),
    permissions: names.exactOptional().meta({
      description: 'Permissions that are ticked one by one. Those inside levels can be ticked as well.',
    }),
    none: name.exactOptional().meta({
      description:
        'Name of the explicit empty level, where there is one: a value that hides what it replaces.',
    }),
    inherit: inherit.exactOptional(),
    override: z
      .strictObject({
        replaces: z.enum(['resource', 'role']).meta({
          description:
            '`resource`: one role on the list switches off every other source for all roles. `role`: only the roles on the list are replaced.',
        }),
      })
      .exactOptional()
      .meta({ description: 'Roles may be listed on a resource of the type, with a level each.' }),
    user_grants: z
      .strictObject({
        effect: z.enum(['overrule', 'add']).meta({
          description:
            '`overrule`: a level set on the user is the whole answer. `add`: it adds to what roles give.',
        }),
      })
      .exactOptional()
      .meta({ description: 'People may be given levels directly, without a role.' }),
  })
  .meta({ title: 'Facet', description: 'One independent axis of access on one type of resource.' });

export const facets = z.record(name, facet).meta({
  title: 'Facets',
  description: 'The axes of access, by name. A permission belongs to exactly one facet.',
});

export const derived = z
  .record(
    name,
    z.strictObject({
      any_of: z.array(names.min(1)).min(1).meta({
        description: 'Lists of permissions. The derived one is allowed where all of any one list are.',
      }),
    }),
  )
  .refine(atMost(1000), { error: 'has too many permissions, at most 1000' })
  .meta({
    maxProperties: 1000,
    title: 'Derived permissions',
    description: 'Permissions that follow from other permissions of the same person and are never given.',
  });
