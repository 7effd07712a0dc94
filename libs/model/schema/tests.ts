import { z } from 'zod';
import { level, name, names, text } from './names.js';
import { grant } from './roles.js';

const ref = z.string().meta({
  id: 'modelRef',
  title: 'Resource',
  description: 'A resource as `type:id`, or `root`.',
  examples: ['root', 'project:a'],
});

const user = z
  .string()
  .meta({ id: 'modelUser', title: 'User', description: 'A person, by a name of your choice.' });

const resource = z.strictObject({ ref, parent: ref });

const customRole = z.strictObject({
  assignable_at: names.min(1).exactOptional().meta({
    description: 'Types of places where it can be assigned. Default: those of `custom_roles`.',
  }),
  grants: z.array(grant).meta({ description: 'What the role gives, and where.' }),
});

const held = z.strictObject({ role: name, place: ref.exactOptional() });

const override = z.strictObject({
  resource: ref,
  facet: name,
  roles: z.record(name, level).meta({ description: 'The whole list: a level for each role on it.' }),
});

const userLevel = z.strictObject({ user, resource: ref, facet: name, level });

const expectation = z.strictObject({
  user,
  resource: ref,
  allow: names.exactOptional().meta({ description: 'Permissions that must be allowed.' }),
  deny: names.exactOptional().meta({ description: 'Permissions that must be denied.' }),
});

const test = z
  .strictObject({
    name: text(200).meta({ description: 'What the case shows, as a sentence.' }),
    resources: z
      .array(resource)
      .exactOptional()
      .meta({ description: 'The tree below the root, parents first.' }),
    roles: z.record(name, customRole).exactOptional().meta({
      description: 'Custom roles, besides the roles of the model.',
    }),
    users: z.record(user, z.array(held)).exactOptional().meta({
      description: 'Active people and the roles they hold; the place is the root where none is given.',
    }),
    overrides: z.array(override).exactOptional().meta({ description: 'Lists of roles kept on resources.' }),
    user_levels: z.array(userLevel).exactOptional().meta({ description: 'Levels set on people.' }),
    expect: z.array(expectation).min(1).meta({ description: 'What must be allowed and denied.' }),
  })
  .meta({ title: 'Test', description: 'A small organization and what must be allowed and denied in it.' });

export const tests = z.array(test).meta({
  title: 'Tests',
  description: 'Golden cases. A document is not published while one of them fails.',
});
