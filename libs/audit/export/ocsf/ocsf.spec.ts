import { beforeEach, describe, expect, it } from '@jest/globals';
import type { TrailEvent } from '../../trail-event.js';
import { toldEvents } from '../../words/examples.suite.js';
import { trail, type TrailRecord } from '../trail.js';
import type { ClassUid } from './activity.js';
import { ocsf, type OcsfVersion } from './ocsf.js';
import { wouldBe } from './refused.js';
import { schemas } from './schema.suite.js';

const origin = { organization: 'acme', version: '0.1.0' };

type OcsfEvent = Readonly<Record<string, unknown>> & {
  readonly class_uid: ClassUid;
  readonly activity_id: number;
};

async function written(events: readonly TrailEvent[], version?: OcsfVersion): Promise<OcsfEvent[]> {
  const records: TrailRecord[] = [];
  for await (const group of trail([events])) records.push(...group);
  const lines = ocsf(origin, version).lines(records).split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line));
}

const refusals = [...wouldBe.keys(), 'AddUser'].flatMap((command, revision) =>
  [
    undefined,
    { user: 'dev', role: 'developer', place: 'group:sales' },
    { to: { role: 'support' }, scope: '.', give: { group: ['view'] } },
    { from: { user: 'dev' }, scope: 'unit:north', facet: 'unit' },
    { emails: ['bo@example.com'], roles: ['developer'] },
    { rows: [{ user: 'fay' }] },
  ].map((data) => ({
    ...toldEvents[0]!,
    type: 'CommandRefused',
    data: { command, index: 0, code: 'FORBIDDEN', revision, ...(data && { data }) },
  })),
);

describe.each(Object.keys(schemas) as OcsfVersion[])('in OCSF %s', (version) => {
  it('every event and every refused attempt is one of a class, with what it requires and nothing it does not know', async () => {
    const events = await written([...toldEvents, ...refusals], version);

    expect(events).toHaveLength(toldEvents.length + refusals.length);
    for (const event of events) {
      const schema = schemas[version][event.class_uid];
      const attributes = Object.keys(event);

      expect(schema?.activities).toContain(event.activity_id);
      expect(event).toMatchObject({
        category_uid: 3,
        type_uid: event.class_uid * 100 + event.activity_id,
        metadata: { version },
      });
      expect(schema?.required.filter((name) => !attributes.includes(name))).toEqual([]);
      expect(attributes.filter((name) => !schema?.known.includes(name))).toEqual([]);
      expect([event.activity_id === 99, 'activity_name' in event]).not.toEqual([true, false]);
      for (const list of [event['privileges'], event['resources'], event['iam_roles']]) {
        if (list !== undefined) expect(list).not.toEqual([]);
      }
    }
  });
});

describe('a role that is given', () => {
  let assigned: TrailEvent;
  beforeEach(() => {
    assigned = {
      id: '6a2f0c0e-62f3-4d0a-9c58-0a3a1f6b7c11',
      type: 'RoleAssigned',
      revision: 13,
      time: '2026-11-01T08:30:00.000Z',
      actor: 'ana',
      via: 'service:crm',
      reason: 'CHG-1042',
      correlation: 'req-81',
      data: { user: 'dev', role: 'developer', place: 'group:sales', source: 'person' },
    };
  });

  it('is a privilege in 1.8', async () => {
    expect(await written([assigned])).toEqual([
      {
        activity_id: 1,
        category_uid: 3,
        class_uid: 3005,
        type_uid: 300501,
        time: 1793521800000,
        severity_id: 1,
        severity: 'Informational',
        status_id: 1,
        status: 'Success',
        message: 'ana gave role `developer` at `group:sales` to dev',
        metadata: {
          version: '1.8.0',
          product: { name: 'Grantline', vendor_name: 'Grantline', version: '0.1.0' },
          uid: '6a2f0c0e-62f3-4d0a-9c58-0a3a1f6b7c11',
          event_code: 'RoleAssigned',
          sequence: 13,
          tenant_uid: 'acme',
          original_time: '2026-11-01T08:30:00.000Z',
          log_name: 'ledger',
          correlation_uid: 'req-81',
        },
        actor: {
          user: { uid: 'ana', name: 'ana', type_id: 1, type: 'User' },
          app_uid: 'service:crm',
          app_name: 'service:crm',
        },
        user: { uid: 'dev', name: 'dev', type_id: 1, type: 'User' },
        privileges: ['developer'],
        resources: [{ uid: 'group:sales', name: 'group:sales', type: 'group' }],
        unmapped: {
          via: 'service:crm',
          reason: 'CHG-1042',
          data: { user: 'dev', role: 'developer', place: 'group:sales', source: 'person' },
        },
      },
    ]);
  });

  it('is a role in 1.9', async () => {
    const [event] = await written([assigned], '1.9.0-dev');

    expect(event).toMatchObject({
      class_uid: 3007,
      activity_id: 16,
      iam_roles: [{ uid: 'developer', name: 'developer' }],
    });
    expect(event).not.toHaveProperty('privileges');
  });

  it('by an operator or a service says who that was', async () => {
    const [operator, service] = await written([
      { ...assigned, actor: 'operator:root', via: 'operator:root' },
      { ...assigned, actor: 'service:crm', via: 'service:crm' },
    ]);

    expect(operator!['actor']).toEqual({
      user: { uid: 'operator:root', name: 'operator:root', type_id: 2, type: 'Admin' },
    });
    expect(service!['actor']).toEqual({ app_uid: 'service:crm', app_name: 'service:crm' });
  });
});

describe('a refused attempt', () => {
  const refused: TrailEvent = {
    ...toldEvents[0]!,
    type: 'CommandRefused',
    data: {
      command: 'AssignRole',
      index: 0,
      code: 'SELF_CHANGE_FORBIDDEN',
      revision: 12,
      data: { user: 'ana', role: 'org_admin' },
    },
  };

  it('is what it would have been, as a failure with its code', async () => {
    expect(await written([refused])).toEqual([
      expect.objectContaining({
        class_uid: 3005,
        activity_id: 1,
        status_id: 2,
        status_code: 'SELF_CHANGE_FORBIDDEN',
        user: expect.objectContaining({ uid: 'ana' }),
        privileges: ['org_admin'],
        metadata: expect.objectContaining({ event_code: 'CommandRefused', log_name: 'refusals' }),
      }),
    ]);
  });

  it('is one about the organization where it does not name whom its class asks for', async () => {
    const unnamed = { ...refused, data: { ...refused.data, data: {} } };
    const [event] = await written([unnamed]);

    expect(event).toMatchObject({
      class_uid: 3004,
      activity_id: 99,
      activity_name: 'CommandRefused',
      entity: { uid: 'acme', type: 'Organization' },
    });
  });

  it('stands for those that were left out, with their number', async () => {
    const leftOut = { ...refused, type: 'RefusalsLeftOut', data: { count: 12 } };

    expect(await written([leftOut])).toMatchObject([{ class_uid: 3004, status_id: 2, count: 12 }]);
  });
});

describe('grants of a role', () => {
  const granted: TrailEvent = {
    ...toldEvents[0]!,
    type: 'PermissionGranted',
    data: { role: 'support', grant: { scope: 'tenant:*', give: { portal: ['read_only'] } } },
  };

  it('change an entity in 1.8, and give privileges to a role in 1.9', async () => {
    expect(await written([granted])).toMatchObject([
      { class_uid: 3004, activity_id: 3, entity: { uid: 'support', type: 'Role' } },
    ]);
    expect(await written([granted], '1.9.0-dev')).toMatchObject([
      {
        class_uid: 3008,
        activity_id: 4,
        iam_role: { uid: 'support' },
        privileges: ['read_only'],
        resources: [{ uid: 'tenant:*', type: 'tenant' }],
      },
    ]);
  });
});
