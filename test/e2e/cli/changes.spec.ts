import { describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { office } from './office.js';
import { studio } from './studio.js';

describe('commands in a file', () => {
  const place = office(studio);

  async function orders(name: string, text: string): Promise<string> {
    const file = place.path(name);
    await writeFile(file, text);
    return file;
  }

  async function revision(): Promise<number> {
    const { body } = await place.operator.get<{ revision: number }>('/v1/organizations/studio');
    return body.revision;
  }

  it('are shown with what they come to, and then carried out', async () => {
    const file = await orders(
      'hire.yaml',
      `reason: HR-140
commands:
  - type: AddUser
    data: {user: zoe, email: zoe@studio.example, roles: [contractor]}
`,
    );
    const before = await revision();
    const looked = await place.shell.run('what-if', file);

    expect(looked).toMatchObject({ exitCode: 1, stderr: '' });
    expect(looked.stdout.split('\n').slice(0, 3)).toEqual([
      '2 events',
      '  operator:root made zoe (zoe@studio.example) an active member',
      '  operator:root gave role `contractor` at `organization:studio` to zoe',
    ]);
    expect(looked.stdout).toMatch(/^\+ +zoe +project\.edit_dashboards +project:web$/m);
    expect(await revision()).toBe(before);

    const applied = await place.shell.run('apply', file, '--yes');

    expect(applied).toMatchObject({ exitCode: 0, stdout: looked.stdout });
    expect(applied.stderr).toBe(`done: 2 events, now at revision ${before + 2}\n`);
    const [event] = await place.shell.json<{ reason: string }>('log', '--user', 'zoe', '--limit', '1');
    expect(event).toMatchObject({ type: 'RoleAssigned', reason: 'HR-140', actor: 'operator:root' });
  });

  it('that change nothing say so', async () => {
    const file = await orders(
      'again.yaml',
      `{"commands": [{"type": "RenameOrganization", "data": {"name": "Studio"}}]}`,
    );

    expect(await place.shell.run('what-if', file)).toEqual({
      exitCode: 0,
      stdout: 'nothing would change\n',
      stderr: '',
    });
    expect(await place.shell.run('apply', file, '--yes')).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('nothing was to be changed'),
    });
  });

  it('may come from standard input, and go to a person in whose name they are given', async () => {
    const text = `commands: [{type: CreateRole, data: {role: tester}}]`;

    expect(await place.shell.pipe(text, 'apply', '-', '--yes', '--as', 'ben')).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('error: FORBIDDEN'),
    });
    expect(
      await place.shell.pipe(text, 'apply', '-', '--yes', '--as', 'ada', '--reason', 'QA-1'),
    ).toMatchObject({
      exitCode: 0,
    });
    const [event] = await place.shell.json('log', '--limit', '1');
    expect(event).toMatchObject({ type: 'RoleCreated', actor: 'ada', via: 'operator:root', reason: 'QA-1' });
  });

  it('are carried out on the revision that was looked at, or not at all', async () => {
    const file = await orders(
      'late.yaml',
      `expectedRevision: 3\ncommands: [{type: DeleteRole, data: {role: tester}}]`,
    );

    expect(await place.shell.run('apply', file, '--yes')).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('REVISION_CONFLICT'),
    });
  });

  it('tell their faults with line and column, before anything is asked', async () => {
    const file = await orders(
      'wrong.yaml',
      `commands:
  - type: AsignRole
    data: {user: ben}
  - type: AssignRole
    data:
      user: 5
`,
    );
    const ended = await place.shell.with({ GRANTLINE_URL: 'http://127.0.0.1:9' }).run('what-if', file);

    expect(ended).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `error: ${file} cannot be used:
  /commands/0/type UNKNOWN_COMMAND: \`AsignRole\` is no command, did you mean \`AssignRole\` (line 2, column 5)
  /commands/1/data/user MALFORMED: \`user\` must be a string, not \`5\` (line 6, column 7)
  /commands/1/data/role MALFORMED: \`role\` is missing, give a string (line 5, column 5)
`,
    });
  });

  it('that are no YAML say where', async () => {
    const file = await orders('broken.yaml', `commands: [{type: x`);
    const ended = await place.shell.run('what-if', file);

    expect(ended).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/broken\.yaml cannot be used:\n.*\(line 1, /),
    });
  });

  it('are only looked at in a data folder', async () => {
    const file = await orders('leave.yaml', `commands: [{type: SuspendUser, data: {user: ben}}]`);

    expect(await place.shell.run('what-if', file, ...place.folder)).toMatchObject({ exitCode: 1 });
    expect(await place.shell.run('apply', file, '--yes', ...place.folder)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("unknown option '--data'"),
    });
  });
});

describe('organizations', () => {
  const place = office(studio);

  it('are created with their administrator, on the newest version of a model', async () => {
    const created = await place.shell.run(
      ...[
        'org',
        'create',
        'acme',
        '--name',
        'Acme',
        '--model',
        'ocp',
        '--admin',
        'ana',
        '--role',
        'org_admin',
      ],
      ...['--admin-email', 'ana@example.com', '--reason', 'SALES-9'],
    );

    expect(created).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^created acme on ocp@1, at revision \d+\n$/),
    });
    const [first] = await place.shell.json('log', '--org', 'acme', '--oldest-first', '--limit', '1');
    expect(first).toMatchObject({ type: 'OrganizationCreated', reason: 'SALES-9' });
    expect(await place.shell.json('holders', 'org_admin', '--org', 'acme')).toMatchObject([{ user: 'ana' }]);
  });

  it('are refused on a model that is not there', async () => {
    const create = ['org', 'create', 'other', '--name', 'Other', '--admin', 'ana', '--role', 'org_admin'];

    expect(await place.shell.run(...create, '--model', 'ocpp')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('the service has create, jaicp, ocp, omniata, portal'),
    });
    expect(await place.shell.run(...create, '--model', 'ocp@7')).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('MODEL_UNKNOWN'),
    });
  });

  it('are listed, in a data folder too', async () => {
    const folder = await place.shell.run('org', 'list', ...place.folder);

    expect(folder).toEqual({
      exitCode: 0,
      stdout: 'organization  name    status\nstudio        Studio  active\nacme          Acme    active\n',
      stderr: '',
    });
    const listed = await place.shell.json<{ organization: string }>('org', 'list');
    expect(listed.map(({ organization }) => organization).sort()).toEqual(['acme', 'studio']);
  });
});
