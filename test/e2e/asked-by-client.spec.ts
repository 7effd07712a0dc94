import { Grantline } from '#client/grantline.js';
import type { Organization } from '#client/organization.js';
import type { TrailEntry } from '#client/trail.js';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { order } from './acme.js';
import { eventually } from './eventually.js';
import { beginOmni, omni } from './omni.js';
import { operatorKey, trial } from './trial.js';

describe('the client asks the service', () => {
  const service = trial();
  beginOmni(() => service.operator);
  let client: Grantline;
  let organization: Organization;
  beforeAll(() => {
    client = new Grantline({ url: service.url, key: operatorKey });
    organization = client.organization('omni');
  });

  it('where and what', async () => {
    const where = organization.searchResources(
      { user: 'ed', permission: 'unit.edit', type: 'unit' },
      { limit: 1 },
    );
    expect(await where.toArray()).toEqual(['unit:sales', 'unit:hr']);
    const what = organization.searchActions({ user: 'ed', resource: 'unit:hr' }, { limit: 1 });
    expect((await what.toArray()).sort()).toEqual(['unit.edit', 'unit.view']);
    expect(
      await organization.searchSubjects({ permission: 'unit.moderate', resource: 'unit:hr' }).toArray(),
    ).toEqual(['ada']);
    const [held] = await organization.permissionsOf('bob', 'unit:sales').toArray();
    expect(held).toMatchObject({ permission: 'unit.view', because: [[{ kind: 'user_level' }]] });
  });

  it('for its tables', async () => {
    expect(await organization.holdersOf('editors', { q: 'ed' }).toArray()).toMatchObject([
      { user: 'ed', place: 'organization:omni', since: { actor: 'operator:root' } },
    ]);
    expect(await organization.resources({ parent: 'organization:omni' }).toArray()).toMatchObject([
      { ref: 'unit:sales', hasUserLevels: true },
      { ref: 'unit:hr', hasUserLevels: false },
    ]);
    expect((await organization.resource('recipe:offer')).path).toHaveLength(3);
    const roles = await organization.rolesAt('unit:sales', { limit: 2 }).toArray();
    expect(roles.map(({ role }) => role)).toContain('sellers');
    expect((await organization.matrix()).rows).toContainEqual(
      expect.objectContaining({ permission: 'unit.edit' }),
    );
    expect(await organization.membersOf('unit:sales').toArray()).toHaveLength(4);
  });

  it('for what changed, and for exports', async () => {
    const { revision } = await organization.send({
      type: 'AssignRole',
      data: { user: 'nil', role: 'editors' },
    });
    const { gained, lost } = await organization.diff({ from: revision - 1 });
    expect(lost).toEqual([]);
    expect(gained).toContainEqual(
      expect.objectContaining({
        user: 'nil',
        permission: 'unit.edit',
        events: [
          expect.objectContaining({ revision, type: 'RoleAssigned', text: expect.stringContaining('nil') }),
        ],
      }),
    );
    const pieces: Uint8Array[] = [];
    const exported = organization.export({ format: 'csv' });
    for await (const piece of exported) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    expect(bytes.toString()).toContain('assignment,nil,');
    expect(await exported.manifest()).toMatchObject({
      content: 'holdings',
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      asOf: { revision },
    });
  });

  it('for permissions in effect, and for the trail of somebody', async () => {
    const text = async (exported: AsyncIterable<Uint8Array>) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of exported) pieces.push(piece);
      return Buffer.concat(pieces).toString();
    };
    const permissions = await text(organization.export({ content: 'permissions', format: 'csv' }));
    expect(permissions).toContain('ada,');
    const trail = organization.exportTrail({ format: 'ocsf', user: 'nil' });
    expect(
      (await text(trail))
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ).toContainEqual(expect.objectContaining({ class_uid: 3005 }));
    expect(await trail.manifest()).toMatchObject({ content: 'trail', format: 'ocsf' });
  });

  it('for what the model lets be given', async () => {
    const { facets } = await organization.catalogue();
    expect(facets.find(({ facet }) => facet === 'unit')).toMatchObject({ type: 'unit', pick: 'one' });
    expect(await organization.compareLevels({ facet: 'unit', level: 'edit', over: 'view' })).toMatchObject({
      adds: ['unit.edit'],
      lacks: [],
    });
  });

  it('which organizations there are', async () => {
    const mine = await eventually(
      () => client.as('ada').myOrganizations().toArray(),
      ({ length }) => length > 0,
    );
    expect(mine).toEqual([{ organization: 'omni', name: 'Omni', status: 'active' }]);
    expect(await client.organizations().toArray()).toEqual([
      { organization: 'omni', name: 'Omni', status: 'active' },
    ]);
  });

  it('for the trail as it is written, and goes on where it was', async () => {
    const { revision } = await organization.details();
    const follow = async (after: number): Promise<TrailEntry> => {
      for await (const entry of organization.follow({ after, type: 'OrganizationRenamed' })) return entry;
      throw new Error('it ended');
    };
    const followed = follow(revision);
    await service.operator.post(`${omni}/commands`, order('RenameOrganization', { name: 'Omni 2' }));
    const entry = await followed;
    expect(entry).toMatchObject({ type: 'OrganizationRenamed', before: { name: 'Omni' } });
    expect(entry.text).toContain('renamed the organization');
    const again = follow(entry.revision);
    await service.operator.post(`${omni}/commands`, order('RenameOrganization', { name: 'Omni 3' }));
    expect((await again).data).toEqual({ name: 'Omni 3' });
  });
});
