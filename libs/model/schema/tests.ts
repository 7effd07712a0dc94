import { z } from 'zod';
import { level, name, names, text } from './names.js';
import { grant } from './roles.js';

const ref = z.string().meta({
  id: 'modelRef',
  title: 'Resource',
  description: 'A resource as `type:id`, or `root`.',
  examples: ['root', 'project:a'],
});

const user = z.string();

const test = z
  .strictObject({
    name: text(200).meta({ description: 'What the case shows, as a sentence.' }),
    resources: z
      .array(z.strictObject({ ref, parent: ref }))
      .exactOptional()
      .meta({ description: 'The tree below the root, parents first.' }),
    roles: z
      .record(name, z.strictObject({ assignable_at: names.min(1).exactOptional(), grants: z.array(grant) }))
      .exactOptional()
      .meta({ description: 'Custom roles, besides the roles of the model.' }),
    users: z
      .record(user, z.array(z.strictObject({ role: name, place: ref.exactOptional() })))
      .exactOptional()
      .meta({
        description: 'Active people and the roles they hold; the place is the root where none is given.',
      }),
    overrides: z
      .array(z.strictObject({ resource: ref, facet: name, roles: z.record(name, level) }))
      .exactOptional()
      .meta({ description: 'Lists of roles kept on resources.' }),
    user_levels: z
      .array(z.strictObject({ user, resource: ref, facet: name, level }))
      .exactOptional()
      .meta({ description: 'Levels set on people.' }),
    expect: z
      .array(
        z.strictObject({ user, resource: ref, allow: names.exactOptional(), deny: names.exactOptional() }),
      )
      .min(1)
      .meta({ description: 'Permissions that must be allowed and denied.' }),
  })
  .meta({ title: 'Test', description: 'A small organization and what must be allowed and denied in it.' });

export const tests = z.array(test).meta({
  title: 'Tests',
  description: 'Golden cases. A document is not published while one of them fails.',
});
