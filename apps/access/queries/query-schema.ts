import { z } from 'zod';
import { paging, when } from '../http/when.js';
import { roleOrders } from './roles.js';

const q = z.string().min(1).max(256).exactOptional();

export const whenQuery = z.strictObject(when);

export const usersQuery = z.strictObject({
  ...when,
  ...paging,
  status: z
    .enum(['invited', 'active', 'suspended', 'removed', 'erased'])
    .exactOptional()
    .describe('only people in this state; if left out, everybody who is invited, active or suspended'),
  q: q.describe('part of a user id or an e-mail address'),
});

export const rolesQuery = z.strictObject({
  ...when,
  ...paging,
  q: q.describe('part of the id or the name of a role'),
  sort: z
    .enum([...roleOrders, ...roleOrders.map((order) => `-${order}` as const)])
    .exactOptional()
    .describe('by `name` if left out; `-` turns the order round'),
});

export const membersQuery = z.strictObject({
  ...when,
  ...paging,
  facet: z
    .string()
    .min(1)
    .max(64)
    .exactOptional()
    .describe('may be left out where the type has only one facet'),
});
