import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { ModelDocument } from './document.js';
import { modelJsonSchema, modelSchema } from './schema.js';
import { shipped, shippedNames, shippedText } from './testing/shipped.suite.js';

/** The same type without `readonly`, which the schema does not speak of. */
type Writable<T> = T extends readonly (infer E)[]
  ? Writable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;

/** Compiles only while every document of the type has a place in the schema; the schema itself says the converse. */
const everyDocument = (document: Writable<ModelDocument>): z.input<typeof modelSchema> => document;

describe('the schema', () => {
  it('takes what the type describes, and fills nothing in', () => {
    const document = {
      schema: 'access-model/1' as const,
      name: 'a',
      version: 1,
      types: {},
      facets: {},
      assignments: {},
    };

    expect(modelSchema.parse(everyDocument(document))).toEqual(document);
  });

  it.each(shippedNames)('leaves a document as it is: %s', (name) => {
    expect(modelSchema.parse(shipped(name))).toEqual(shipped(name));
  });
});

describe('the schema for editors', () => {
  const schema = modelJsonSchema();

  it('is the one that ships', () => {
    // npm run build && node --input-type=module -e "import { modelJsonSchema } from './dist/libs/model/schema.js';
    // console.log(JSON.stringify(modelJsonSchema(), null, 2))" > models/access-model.schema.json
    expect(readFileSync('models/access-model.schema.json', 'utf8')).toBe(
      `${JSON.stringify(schema, null, 2)}\n`,
    );
  });

  it('says which version it is and of what', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:grantline:access-model:1',
      title: 'Access model',
      additionalProperties: false,
    });
  });

  it('explains every key that an author writes', () => {
    expect(unexplained(schema, '')).toEqual([]);
  });

  it.each(shippedNames)('is named in the first line of %s', (name) => {
    expect(shippedText(name).split('\n', 1)[0]).toBe(
      '# yaml-language-server: $schema=access-model.schema.json',
    );
  });
});

/** Paths of properties without a description of their own or of what they refer to. */
function unexplained(schema: object, path: string): string[] {
  return Object.entries(schema).flatMap(([key, member]: [string, unknown]) => {
    if (typeof member !== 'object' || member === null) return [];
    const here = `${path}/${key}`;
    if (key !== 'properties') return unexplained(member, here);
    return Object.entries(member).flatMap(([name, property]: [string, object]) => [
      ...('description' in property || '$ref' in property ? [] : [`${here}/${name}`]),
      ...unexplained(property, `${here}/${name}`),
    ]);
  });
}
