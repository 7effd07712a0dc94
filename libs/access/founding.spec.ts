import { describe, expect, it } from '@jest/globals';
import { roleCreated } from './founding.js';

describe('a role of the document', () => {
  it('comes with levels as sorted lists and without what the document leaves out', () => {
    const event = roleCreated('viewer', {
      kind: 'built-in',
      assignable_at: ['group'],
      grants: [{ scope: '.', give: { group: 'viewer', org: ['b', 'a', 'b'] }, only: { app: ['z', 'y'] } }],
    });

    expect(event).toEqual({
      type: 'RoleCreated',
      data: {
        role: 'viewer',
        name: 'viewer',
        kind: 'built-in',
        assignableAt: ['group'],
        grants: [{ scope: '.', give: { group: ['viewer'], org: ['a', 'b'] }, only: { app: ['y', 'z'] } }],
      },
    });
    expect(Object.keys(event.data)).toEqual(['role', 'name', 'kind', 'assignableAt', 'grants']);
  });

  it('keeps everything that the document says', () => {
    const { data } = roleCreated('owner', {
      name: 'Owner',
      description: 'Owns a group',
      kind: 'built-in',
      locked: ['details', 'deletion'],
      assignable_at: ['group'],
      deprecated: true,
      replacement: 'steward',
      single_holder: true,
    });

    expect(data).toEqual({
      role: 'owner',
      name: 'Owner',
      description: 'Owns a group',
      kind: 'built-in',
      locked: ['details', 'deletion'],
      assignableAt: ['group'],
      grants: [],
      deprecated: true,
      replacement: 'steward',
      singleHolder: true,
    });
  });
});
