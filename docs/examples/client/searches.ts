import type { Ref } from '#client/commands.js';
import type { Organization } from '#client/organization.js';

export async function whoCan(acme: Organization): Promise<string[]> {
  const found: string[] = [];
  const users = acme.searchSubjects({ permission: 'miniapps.edit_app', resource: 'group:sales' });
  for await (const user of users) found.push(user);
  return found;
}

export async function whereCan(acme: Organization): Promise<Ref[]> {
  return acme.searchResources({ user: 'dev', permission: 'miniapps.list_apps', type: 'group' }).toArray();
}

export async function whatCan(acme: Organization): Promise<string[]> {
  return acme.searchActions({ user: 'dev', resource: 'group:sales' }).toArray();
}
