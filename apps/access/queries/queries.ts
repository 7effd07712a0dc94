import type { Caller } from '#platform/caller.js';
import { Query } from '@nestjs/cqrs';
import type { When } from '../questions/as-of.js';
import type { Page, PageRequest } from '../questions/paging.js';
import type { Answer } from './answer.js';
import type { Member } from './members.js';
import type { Organization } from './organization.js';
import type { Role, RoleOrder, RoleRow } from './roles.js';
import type { User, UserRow, UsersFilter } from './users.js';

/** Of which organization something is asked, and by whom. */
export type About = { readonly organization: string; readonly caller: Caller };

export class ShowOrganization extends Query<Answer<Organization>> {
  constructor(
    readonly about: About,
    readonly when: When,
  ) {
    super();
  }
}

export class ListUsers extends Query<Answer<Page<UserRow>>> {
  constructor(
    readonly about: About,
    readonly request: PageRequest & UsersFilter,
  ) {
    super();
  }
}

export class ShowUser extends Query<Answer<User>> {
  constructor(
    readonly about: About,
    readonly user: string,
    readonly when: When,
  ) {
    super();
  }
}

export class ListRoles extends Query<Answer<Page<RoleRow>>> {
  constructor(
    readonly about: About,
    readonly request: PageRequest & { readonly q?: string; readonly sort?: RoleOrder },
  ) {
    super();
  }
}

export class ShowRole extends Query<Answer<Role>> {
  constructor(
    readonly about: About,
    readonly role: string,
    readonly when: When,
  ) {
    super();
  }
}

export class ListMembers extends Query<Answer<Page<Member>>> {
  constructor(
    readonly about: About,
    readonly ref: string,
    readonly request: PageRequest & { readonly facet?: string },
  ) {
    super();
  }
}
