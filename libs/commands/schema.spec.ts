import { describe, expect, it } from '@jest/globals';
import { commands, commandSchemas, commandTypes } from './schema.js';
import { examples } from './schema/examples.js';

describe.each(commandTypes)('%s', (type) => {
  it('takes its example', () => {
    expect(commands[type].safeParse(examples[type])).toMatchObject({ success: true });
  });

  it('reads the same when what was read is sent again', () => {
    const once = commands[type].parse(examples[type]);

    expect(commands[type].parse(once)).toEqual(once);
  });

  it('refuses a field it does not know', () => {
    const { error } = commands[type].safeParse({ ...examples[type], surprise: 1 });

    expect(error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['surprise'] }]);
  });

  it('is published with a sentence for the command and every field', () => {
    const published = commandSchemas()[type];

    expect(published.description).toMatch(/^[A-Z].*\. Events?: /);
    expect(published.properties?.['type']).toMatchObject({ const: type });
    expect(withoutDescription(published.properties?.['data'], 'data')).toEqual([]);
  });
});

it('publishes what is required', () => {
  const { GrantPermission, CreateOrganization } = commandSchemas();

  expect(GrantPermission.properties?.['data']).toMatchObject({ required: ['to', 'scope', 'give'] });
  expect(CreateOrganization.properties?.['data']).toMatchObject({ required: ['name', 'model', 'admin'] });
});

/** Names of the fields, at any depth, that nothing is said about. */
function withoutDescription(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, items } = schema as { properties?: Record<string, object>; items?: unknown };
  const fields = Object.entries(properties).flatMap(([name, field]) => [
    ...('description' in field ? [] : [`${path}.${name}`]),
    ...withoutDescription(field, `${path}.${name}`),
  ]);
  return [...fields, ...withoutDescription(items, `${path}[]`)];
}
