import { z } from 'zod';
import type { ModelDocument } from './document.js';
import { derived, facets } from './schema/facets.js';
import { name, text } from './schema/names.js';
import { customRoles, roles } from './schema/roles.js';
import { administration, guards, migrate } from './schema/rules.js';
import { tests } from './schema/tests.js';
import { assignments, types } from './schema/types.js';

/** The shape of an access model document. Whether its names fit together is the matter of `parseModel`. */
export const modelSchema = z
  .strictObject({
    schema: z.literal('access-model/1').meta({ description: 'Version of the language.' }),
    name: name.regex(/^[a-z][a-z0-9_.-]*$/).meta({
      description: 'Name of the model, in lower case. Name and version together name one document for ever.',
    }),
    version: z
      .int()
      .min(1)
      .meta({ description: 'A published version never changes; a change is a new version.' }),
    title: text(256).exactOptional().meta({ description: 'What people read.' }),
    types,
    facets,
    derived: derived.exactOptional(),
    assignments,
    roles: roles.exactOptional(),
    custom_roles: customRoles.exactOptional(),
    administration: administration.exactOptional(),
    guards: guards.exactOptional(),
    migrate: migrate.exactOptional(),
    tests: tests.exactOptional(),
  })
  .meta({
    title: 'Access model',
    description: 'Which resources exist, which rights on them, which roles, and how they combine.',
  }) satisfies z.ZodType<ModelDocument>;

/** JSON Schema (draft 2020-12) of the document, for editors. */
export function modelJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(modelSchema, { target: 'draft-2020-12', io: 'input' });
  return { $schema, $id: 'urn:grantline:access-model:1', ...schema };
}
