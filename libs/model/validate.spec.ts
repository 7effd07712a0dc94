import { describe, expect, it } from '@jest/globals';
import { shipped, shippedNames } from './testing/shipped.suite.js';
import { parseModel } from './validate.js';

describe('a valid document', () => {
  it.each(shippedNames)('is given back as it is: %s', (name) => {
    const document = shipped(name);

    expect(parseModel(document)).toEqual(document);
    expect(parseModel(document)).not.toBe(document);
  });

  it('may use the names that every object has', () => {
    const document = {
      schema: 'access-model/1',
      name: 'odd',
      version: 1,
      types: { constructor: { root: true }, toString: { under: ['constructor'], creator_role: 'valueOf' } },
      facets: {
        hasOwnProperty: {
          type: 'toString',
          pick: 'one',
          levels: { constructor: { permissions: ['isPrototypeOf'] }, valueOf: { includes: ['constructor'] } },
        },
      },
      derived: { propertyIsEnumerable: { any_of: [['isPrototypeOf']] } },
      assignments: { constructor: { per_user: 'one' }, toString: { per_user: 'many' } },
      roles: {
        valueOf: {
          kind: 'preset',
          assignable_at: ['constructor', 'toString'],
          grants: [{ scope: 'toString:*', give: { hasOwnProperty: 'valueOf' } }],
        },
      },
      tests: [
        {
          name: 'toString',
          users: { constructor: [] },
          expect: [{ user: 'constructor', resource: 'root', deny: ['isPrototypeOf'] }],
        },
      ],
    };

    expect(parseModel(document)).toEqual(document);
  });
});
