import { GrantlineError } from '#client/error.js';
import type { Organization } from '#client/organization.js';

export async function assign(acme: Organization, user: string): Promise<string> {
  try {
    await acme.send({ type: 'AssignRole', data: { user, role: 'owner', place: 'group:sales' } });
    return 'done';
  } catch (error) {
    if (!(error instanceof GrantlineError)) throw error;
    if (error.code === 'ROLE_ALREADY_HELD_AT_SCOPE') return `${user} has a role there already`;
    if (error.unavailable) return 'please try again later';
    throw error; // detail, faults and requestId say what and where
  }
}
