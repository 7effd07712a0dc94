import type { Organization } from '#client/organization.js';

export async function check(acme: Organization): Promise<boolean> {
  const allowed = await acme.check({
    user: 'dev',
    permission: 'miniapps.edit_app',
    resource: 'group:sales',
  });
  return allowed;
}

export async function checkLeaf(acme: Organization): Promise<boolean> {
  return acme.check({
    user: 'dev',
    permission: 'miniapps.edit_app',
    resource: 'app:greeter', // Grantline has not heard of it,
    parent: 'group:sales', // so say where it lies
  });
}

export async function checkMany(acme: Organization): Promise<string[]> {
  const permissions = ['miniapps.list_apps', 'miniapps.edit_app', 'miniapps.purchase_number'];
  const decisions = await acme.checkMany(
    permissions.map((permission) => ({ user: 'dev', permission, resource: 'group:sales' })),
  );
  return permissions.filter((_, index) => decisions[index]);
}

export async function explain(acme: Organization, user: string): Promise<string[]> {
  const why = await acme.explain({ user, permission: 'miniapps.edit_app', resource: 'group:sales' });
  if (!why.allowed) return [why.reason ?? 'denied']; // NO_ROLE_GIVES_IT
  return why.because.flat().map(({ text, time, actor }) => `${text}, since ${time}, by ${actor}`);
}

export async function checkThePast(acme: Organization, before: Date): Promise<boolean> {
  return acme.check(
    { user: 'dev', permission: 'miniapps.edit_app', resource: 'group:sales' },
    { asOf: before },
  );
}

export async function checkOrDeny(acme: Organization, alarm: (message: string) => void): Promise<boolean> {
  return acme.checkOrDeny(
    { user: 'dev', permission: 'miniapps.edit_app', resource: 'group:sales' },
    (error) => alarm(error.message),
  );
}
