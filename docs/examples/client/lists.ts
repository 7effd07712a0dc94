import type { Organization } from '#client/organization.js';
import type { Page } from '#client/listing.js';
import type { User } from '#client/people.js';

export async function people(acme: Organization): Promise<string[]> {
  const lines: string[] = [];
  for await (const { user, roles } of acme.users({ status: 'active' })) {
    lines.push(`${user}: ${roles.map(({ role, place }) => `${role} at ${place}`).join(', ')}`);
  }
  return lines;
}

export async function screen(acme: Organization, cursor?: string): Promise<Page<User>> {
  const { value } = await acme.users({ limit: 25, cursor }).pages().next();
  return value!; // its `nextCursor` is for the button that asks for more
}
