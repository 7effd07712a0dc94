import { z } from 'zod';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A schema of ours as OpenAPI 3.1 takes it: as it is sent (`input`), or as it is answered (`output`). */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // The pattern of an instant says at length what the format says in a word.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  return rest;
}
