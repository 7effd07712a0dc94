import { describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { office } from './office.js';
import type { Ended } from './shell.js';
import { studio } from './studio.js';

/** Asked of a service and of the data folder alone. The folder decides by the clock of this machine, so all name a day. */
const questions: readonly (readonly string[])[] = [
  ['check', 'ben', 'dashboards.view', 'dashboard_group:sales', '--as-of', '2026-02-15'],
  ['check', 'ben', 'dashboards.view', 'dashboard_group:sales', '--as-of', '2026-03-02'],
  ['why', 'ben', 'dashboards.view', 'dashboard_group:sales', '--as-of', '2026-02-15'],
  ['why', 'ben', 'dashboards.view', 'dashboard_group:traffic', '--as-of', '14'],
  ['why', 'ben', 'dashboards.view', 'dashboard_group:new', '--parent', 'project:web', '--as-of', '14'],
  ['why', 'nobody', 'dashboards.view', 'dashboard_group:sales', '--as-of', '14'],
  ['why', 'ada', 'dashboards.fly', 'dashboard_group:sales', '--as-of', '14'],
  ['why', 'ada', 'dashboards.view', 'dashboard_group:nope', '--as-of', '14'],
  ['who', 'dashboards.view', 'dashboard_group:sales', '--as-of', '2026-02-15'],
  ['who', 'dashboards.view', 'dashboard_group:sales', '--as-of', '2026-02-15', '--why'],
  [
    'who',
    'dashboards.view',
    'dashboard_group:traffic',
    '--and',
    'project.use_sql@project:web',
    '--as-of',
    '2026-02-15',
  ],
  ['where', 'ben', 'dashboards.view', 'dashboard_group', '--as-of', '2026-02-15'],
  ['where', 'ben', 'dashboards.view', 'dashboard_group', '--as-of', '2026-03-15'],
  ['what', 'ben', 'dashboard_group:sales', '--as-of', '2026-03-02'],
  ['users', '--as-of', '2026-02-15'],
  ['users', '--as-of', '2026-02-15', '--limit', '2'],
  ['who', 'dashboards.view', 'dashboard_group:traffic', '--as-of', '2026-02-15', '--limit', '1'],
  ['users', '--as-of', '2026-03-15', '--status', 'suspended'],
  ['roles', '--as-of', '2026-02-15'],
  ['roles', '--unused', '--as-of', '2026-02-15'],
  ['what', 'ben', '--as-of', '2026-02-15'],
  ['diff', '2026-02-01', '2026-03-15'],
  ['diff', '12', '2026-03-05', '--user', 'ben'],
  ['diff', '2026-02-01', '2026-02-11', '--role', 'analyst'],
  ['diff', '2026-02-01', '2026-03-05', '--resource', 'dashboard_group:traffic'],
  ['log'],
  ['log', '--actor', 'mia', '--with-refused', '--oldest-first'],
  ['log', '--user', 'fay', '--since', '2026-02-01', '--until', '2026-03-15'],
  ['log', '--type', 'UserSuspended', '--type', 'UserRemoved'],
  ['log', '--code', 'SELF_CHANGE_FORBIDDEN', '--self'],
  ['log', '--resource', 'dashboard_group:sales', '--limit', '2'],
  ['log', '--via', 'operator:', '--after', '18'],
  ['holders', 'organization_admin', '--as-of', '2026-02-15'],
];

describe('a data folder alone', () => {
  const place = office(studio);

  it.each(questions.map((args) => [args.join(' '), args] as const))(
    'answers as the service does: grantline %s',
    async (_, args) => {
      const service = await place.shell.run(...args, '--json');
      const folder = await place.shell.run(...args, ...place.folder, '--json');

      expect(service.stdout).not.toBe('');
      expect(inOrder(folder)).toEqual(inOrder(service));
    },
  );

  it('finds no difference where there is none', async () => {
    const args = ['diff', '2026-02-03', '2026-02-09'];

    expect(await place.shell.run(...args, '--json')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(await place.shell.run(...args, '--json', ...place.folder)).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('says what commands would come to as the service does', async () => {
    const orders = place.path('orders.yaml');
    await writeFile(
      orders,
      `commands:
  - {type: SuspendUser, data: {user: ben}}
  - {type: GrantPermission, data: {to: {role: contractor}, scope: 'project:*', give: {project: owner}}}
`,
    );
    const [service] = await place.shell.json<Plan>('what-if', orders);
    const [folder] = await place.shell.json<Plan>('what-if', orders, ...place.folder);

    expect(sorted(folder!.impact.lost)).toEqual(sorted(service!.impact.lost));
    expect(sorted(folder!.impact.gained)).toEqual(sorted(service!.impact.gained));
    expect(folder!.impact.counts).toEqual(service!.impact.counts);
    expect(folder!.impact.counts.lost).toBeGreaterThan(0);
    expect(folder!.events.map(({ type, data }) => ({ type, data }))).toEqual(
      service!.events.map(({ type, data }) => ({ type, data })),
    );
  });
});

/** Permissions come in the order of the model, which is another once its document was stored. */
function inOrder(ended: Ended): Ended {
  return { ...ended, stdout: ended.stdout.split('\n').sort().join('\n') };
}

function sorted(items: readonly object[]): readonly string[] {
  return items.map((item) => JSON.stringify(item)).sort();
}

type Plan = {
  readonly impact: {
    readonly gained: readonly object[];
    readonly lost: readonly object[];
    readonly counts: { readonly lost: number };
  };
  readonly events: readonly { readonly type: string; readonly data: object }[];
};
