import { describe, expect, it } from '@jest/globals';
import { refuses } from '../testing/refuses.suite.js';
import { faultsOf } from '../testing/shipped.suite.js';

describe('derived permissions', () => {
  const lists = '/derived/channels.edit/any_of';

  refuses([
    [
      'from one that is not there',
      'omniata',
      { [`${lists}/0/0`]: 'x' },
      `${lists}/0/0`,
      'there is no permission `x`',
    ],
    [
      'called like a permission of a facet',
      'omniata',
      { '/derived/project.edit': { any_of: [['people.invite']] } },
      '/derived/project.edit',
      'is also a permission of facet `project`',
    ],
    [
      'from themselves',
      'omniata',
      { [`${lists}/1`]: ['channels.edit'] },
      lists,
      'needs itself by way of `channels.edit`',
    ],
    [
      'from one another',
      'omniata',
      { [`${lists}/1`]: ['content.edit'], '/derived/content.edit/any_of/1': ['channels.edit'] },
      lists,
      'needs itself by way of `content.edit`, `channels.edit`',
    ],
    [
      'from what never meets',
      'omniata',
      { [`${lists}/1`]: ['environment.query', 'application.view'] },
      `${lists}/1`,
      '`environment.query`, `application.view` never apply to one resource together',
    ],
    ['from nothing', 'omniata', { [lists]: [] }, lists, 'must not be empty'],
    ['from an empty list', 'omniata', { [`${lists}/0`]: [] }, `${lists}/0`, 'must not be empty'],
  ]);

  it('may follow from derived ones', () => {
    expect(
      faultsOf('omniata', {
        '/derived/more': { any_of: [['channels.edit', 'project.edit'], ['channels.edit']] },
      }),
    ).toMatchObject([{ path: '/derived/more/any_of/0' }]);
    expect(
      faultsOf('omniata', { '/derived/more': { any_of: [['channels.edit', 'people.invite']] } }),
    ).toEqual([]);
  });
});
