import { z } from 'zod';
import { anyOneOf, atMost, name, names } from './names.js';

const rights = z
  .strictObject({
    create: anyOneOf.exactOptional().meta({ description: 'Needed at the parent to register one.' }),
    update: anyOneOf.exactOptional().meta({ description: 'Needed at the resource to rename it.' }),
    move: anyOneOf.exactOptional().meta({ description: 'Needed at the resource and at its new parent.' }),
    remove: anyOneOf.exactOptional().meta({ description: 'Needed at the resource.' }),
  })
  .meta({
    title: 'Rights',
    description:
      'Permissions that people need to work on resources of the type. Without a line only operators may.',
  });

const type = z
  .strictObject({
    root: z.boolean().exactOptional().meta({
      description: 'Marks the type of the root resource, the organization itself. Exactly one type has it.',
    }),
    under: names.exactOptional().meta({
      description: 'Types that can be the parent. A type that lists itself can nest.',
    }),
    combine: z.enum(['union', 'most-specific']).exactOptional().meta({
      description:
        'How several grants of one role that match the same resource combine: all of them count (`union`, the default) or only those of the narrowest scope (`most-specific`).',
      default: 'union',
    }),
    replaces: z.enum(['grant', 'facet']).exactOptional().meta({
      description:
        'With `combine: most-specific`: the narrowest grant decides every facet (`grant`, the default), or the narrowest is found facet by facet (`facet`).',
      default: 'grant',
    }),
    one_grant_per_scope: z.boolean().exactOptional().meta({
      description: 'Whether a role may have only one grant for the same scope of this type.',
      default: false,
    }),
    creator_role: name.exactOptional().meta({
      description: 'The role that a person gets at a resource of this type by creating it.',
    }),
    name_max: z.int().min(1).max(1000).exactOptional().meta({
      description: 'The longest name of a resource, in characters.',
      default: 256,
    }),
    rights: rights.exactOptional(),
  })
  .meta({ title: 'Type', description: 'A kind of resource and its place in the tree.' });

export const types = z
  .record(name, type)
  .refine(atMost(1000), { error: 'has too many types, at most 1000' })
  .meta({
    maxProperties: 1000,
    title: 'Types',
    description: 'The kinds of resources, by name, and what hangs under what.',
  });

export const assignments = z
  .record(
    name,
    z.strictObject({
      per_user: z.enum(['one', 'many']).meta({
        description: 'Whether a person holds exactly one role at a place of this type, or any number.',
      }),
    }),
  )
  .meta({
    title: 'Places of assignment',
    description: 'The types at whose resources people can hold roles.',
  });
