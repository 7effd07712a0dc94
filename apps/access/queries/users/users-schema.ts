import { z } from 'zod';
import { sorting } from '../../http/sorting.js';
import { paging, ref, search, when } from '../../http/parameters.js';
import { userColumns } from './user-rows.js';

export const usersQuery = z.strictObject({
  ...when,
  ...paging,
  status: z
    .enum(['invited', 'active', 'suspended', 'removed', 'erased'])
    .exactOptional()
    .describe('only people in this state; if left out, everybody who is invited, active or suspended'),
  q: search.describe('part of a user id or an e-mail address'),
  sort: sorting(userColumns).describe(
    'in the order in which they came if left out; `-` turns the order round, who is alike stands as they came',
  ),
});

export type UsersRequest = z.output<typeof usersQuery>;

export const userPermissionsQuery = z.strictObject({
  ...when,
  ...paging,
  resource: ref.describe('where, as `type:id`'),
});

export type UserPermissionsRequest = z.output<typeof userPermissionsQuery>;
