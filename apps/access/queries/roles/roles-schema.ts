import { z } from 'zod';
import { paging, search, when } from '../../http/parameters.js';
import { sorting } from '../../http/sorting.js';
import { roleColumns } from './role-rows.js';

export const rolesQuery = z.strictObject({
  ...when,
  ...paging,
  q: search.describe('part of the id or the name of a role'),
  sort: sorting(roleColumns).describe(
    'by `name` if left out; `-` turns the order round; `assignedTenants` by how many there are; what is alike stands by id',
  ),
});

export type RolesRequest = z.output<typeof rolesQuery>;

export const holdersQuery = z.strictObject({
  ...when,
  ...paging,
  q: search.describe('part of a user id or an e-mail address'),
});

export type HoldersRequest = z.output<typeof holdersQuery>;
