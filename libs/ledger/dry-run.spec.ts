import { beforeEach, describe, expect, it } from '@jest/globals';
import { differences } from '#access/differences/differences.js';
import { noImpact } from './present-impact.js';
import { ocp, person, World } from './world.suite.js';

const trial = { dryRun: true };
const hour = 3_600_000;

let world: World;

/** Acme with the group `sales`; ana administers, dev and max are viewers there. */
beforeEach(async () => {
  world = new World();
  await world.found();
  for (const user of ['dev', 'max']) {
    await world.send('AddUser', { user, roles: ['viewer'], place: 'group:sales' });
  }
});

/** What somebody is told, without counting every permission. */
async function impactOf(type: string, data: object, options = {}) {
  const { impact } = await world.send(type, data, { ...trial, ...options });
  const { gained, lost, counts, truncated } = impact!;
  const holders = (lines: typeof gained) => [
    ...new Set(
      lines.map((line) => {
        const who = 'user' in line ? line.user : `${line.role} at ${line.place} (${line.holders})`;
        return `${who} on ${line.resource}`;
      }),
    ),
  ];
  return { gained: holders(gained), lost: holders(lost), counts, truncated };
}

describe('a dry run', () => {
  it('tells who would gain and who would lose what, and writes nothing', async () => {
    const before = await world.events();
    const receipt = await world.send('AssignRole', { user: 'dev', role: 'org_admin' }, trial);
    const gained = ['manage_members', 'manage_groups', 'manage_roles', 'assign_roles', 'view_audit'];

    expect(receipt).toMatchObject({ dryRun: true, revision: 13, events: [{ type: 'RoleAssigned' }] });
    expect(receipt.impact).toEqual({
      gained: gained.map((permission) => ({
        user: 'dev',
        permission: `org.${permission}`,
        resource: 'organization:acme',
      })),
      lost: [],
      counts: { gained: 5, lost: 0 },
      truncated: false,
      countsAtLeast: false,
    });
    expect(await world.events()).toEqual(before);
    expect((await world.send('AddUser', { user: 'hal' })).revision).toBe(14);
  });

  it('tells what will differ when it has happened', async () => {
    const change = { user: 'dev', role: 'developer', place: 'group:sales' };
    const { impact } = await world.send('ChangeRole', change, trial);
    await world.send('ChangeRole', change);
    const ledger = await world.ledgers.open('acme');
    const [line, ...others] = differences(await ledger.at({ asOf: 13 }), ledger.live());

    expect(others).toEqual([]);
    expect(impact!.gained.map(({ permission }) => permission)).toEqual(line!.gained);
    expect(impact!.lost).toEqual([]);
  });

  it('tells what an edited role does by role and place, with the number of its holders', async () => {
    await world.send('CreateRole', {
      role: 'buyer',
      grants: [{ scope: '.', give: { group: ['miniapps.purchase_number', 'miniapps.list_apps'] } }],
    });
    await world.send('RegisterResource', { ref: 'group:support', parent: 'organization:acme' });
    for (const user of ['dev', 'max']) {
      await world.send('AssignRole', { user, role: 'buyer', place: 'group:support' });
    }
    const scope = { scope: '.', give: { group: ['miniapps.list_apps', 'exports.view_exports'] } };
    const { impact } = await world.send('ReplacePermissions', { role: 'buyer', grants: [scope] }, trial);
    const holder = { role: 'buyer', place: 'group:support', holders: 2, resource: 'group:support' };

    expect(impact).toMatchObject({
      gained: [{ ...holder, permission: 'exports.view_exports' }],
      lost: [{ ...holder, permission: 'miniapps.purchase_number' }],
      counts: { gained: 1, lost: 1 },
    });
  });

  it('tells of people that it would make known, by the name they have in it', async () => {
    const hal = { user: 'hal', roles: ['viewer'], place: 'group:sales' };

    expect((await impactOf('AddUser', hal)).gained).toEqual(['hal on group:sales']);
    expect(
      await impactOf('InviteUser', { emails: 'eve@example.com', roles: ['viewer'], place: 'group:sales' }),
    ).toMatchObject({
      gained: [],
      lost: [],
    });
  });

  it('tells what goes with a resource, a person and a suspension', async () => {
    expect(await impactOf('RemoveResource', { ref: 'group:sales', cascade: true })).toMatchObject({
      gained: [],
      lost: ['org_admin at organization:acme (1) on group:sales', 'viewer at group:sales (2) on group:sales'],
    });
    expect((await impactOf('RemoveUser', { user: 'dev' })).lost).toEqual(['dev on group:sales']);
    expect((await impactOf('SuspendUser', { user: 'max' })).lost).toEqual(['max on group:sales']);
  });

  it('tells what several commands come to together', async () => {
    const place = 'group:sales';
    const receipt = await world.sendAll(
      [
        ['RevokeRole', { user: 'dev', role: 'viewer', place }],
        ['AssignRole', { user: 'dev', role: 'viewer', place }],
      ],
      trial,
    );

    expect(receipt.events).toHaveLength(2);
    expect(receipt.impact).toEqual(noImpact);
  });

  it('has no impact where it would change nothing, or only names', async () => {
    const same = await world.send('ReinstateUser', { user: 'dev' }, trial);
    expect(same).toMatchObject({ events: [], impact: noImpact });

    const renamed = await world.send('RenameResource', { ref: 'group:sales', name: 'Sales' }, trial);
    expect(renamed).toMatchObject({ events: [{ type: 'ResourceRenamed' }], impact: noImpact });
  });

  it('tells what the first people of a new organization could do', async () => {
    const data = {
      name: 'Other',
      model: { name: 'ocp', version: ocp.version },
      admin: { user: 'zoe', role: 'org_admin' },
      resources: [{ ref: 'group:sales', parent: 'organization:other' }],
    };
    expect(await impactOf('CreateOrganization', data, { organization: 'other' })).toMatchObject({
      gained: ['zoe on organization:other'],
      counts: { gained: 5, lost: 0 },
    });
    expect(await world.events('organization-other')).toEqual([]);
  });

  it('lists no more than a thousand lines of a kind, and counts all of them', async () => {
    const rows = Array.from({ length: 15 }, (_, row) => ({
      user: `user-${row}`,
      roles: ['owner'],
      place: 'group:sales',
    }));
    const { impact } = await world.send('ImportUsers', { rows }, trial);
    const { gained } = await impactOf('ImportUsers', { rows: rows.slice(0, 1) });

    expect(gained).toHaveLength(1);
    expect(impact!.gained).toHaveLength(1000);
    expect(impact!.counts.gained % 15).toBe(0);
    expect(impact).toMatchObject({ truncated: true, countsAtLeast: false });
  });

  it('leaves out what time did already', async () => {
    const until = new Date(world.now + hour).toISOString();
    await world.send('AddUser', { user: 'tom' });
    await world.send('AssignRole', { user: 'tom', role: 'viewer', place: 'group:sales', until });
    world.now += 2 * hour;

    expect((await impactOf('AddUser', { user: 'hal' })).lost).toEqual([]);
    expect((await impactOf('RemoveUser', { user: 'tom' })).lost).toEqual([]);
  });

  it('is refused to those who may not do it, like the command itself', async () => {
    const change = world.send('SuspendUser', { user: 'max' }, { ...trial, by: person('dev') });

    await expect(change).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await impactOf('SuspendUser', { user: 'max' }, { by: person('ana') })).lost).toHaveLength(1);
  });
});
