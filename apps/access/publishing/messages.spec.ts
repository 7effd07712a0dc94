import type { ModelReference } from '#events/organization.js';
import { ocp, World } from '#ledger/world.suite.js';
import type { ModelDocument } from '#model/document.js';
import { modelHash } from '#model/hash.js';
import type { Message, Topic } from '#projections/publishing/message-bus.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { asyncApiDocument } from '../asyncapi/document.js';
import { headers, published } from '../asyncapi/messages.js';
import { messagesOf } from './messages.js';

type Ocp = ModelDocument &
  ModelReference['document'] & {
    readonly facets: { group: { levels: { developer: { permissions: string[] } } } };
  };

/** Model OCP with many more permissions of developers, and long names. */
function broad(): ModelReference {
  // The shipped document, which its own spec holds to this shape.
  const document = structuredClone(ocp.document) as Ocp;
  const more = Array.from({ length: 900 }, (_, index) => `extensions.permission_with_a_name_${index}`);
  document.facets.group.levels.developer.permissions.push(...more);
  return { ...ocp, document, hash: modelHash(document) };
}

describe('what is published of a ledger', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  /** Messages about the newest events, from a revision on. */
  async function since(from: number, topic: Topic, epoch = '1'): Promise<readonly Message[]> {
    const events = (await world.events()).slice(from);
    const messages = await messagesOf(world.ledgers, epoch)('acme', events);
    for (const message of messages) {
      const { error } = published[message.topic].safeParse(JSON.parse(message.value));
      expect(error ?? headers.safeParse(message.headers).error).toBeUndefined();
    }
    return messages.filter((message) => message.topic === topic);
  }

  /** People with the role in `group:sales`. */
  const add = (role: string, count: number, round = 0) =>
    world.sendAll(
      Array.from({ length: count }, (_, index) => [
        'AddUser',
        { user: `user-${round}-${index}`, roles: [role], place: 'group:sales' },
      ]),
    );

  const data = (message: Message | undefined) => JSON.parse(message!.value) as Record<string, unknown>;

  it('is every event, by organization and revision, of one life of the store', async () => {
    const { revision } = await world.found();
    const messages = await since(0, 'grantline.ledger', 'second');

    expect(messages.map((message) => message.headers['ce_revision'])).toEqual(
      Array.from({ length: revision + 1 }, (_, index) => String(index)),
    );
    expect(new Set(messages.map(({ key }) => key))).toEqual(new Set(['acme']));
    expect(new Set(messages.map((message) => message.headers['ce_epoch']))).toEqual(new Set(['second']));
  });

  it('says what each event is about, and where its data is described', async () => {
    await world.found();
    await world.send('AddUser', { user: 'dev', roles: ['developer'], place: 'group:sales' });
    await world.send('RegisterResource', { ref: 'group:more', parent: 'organization:acme' });
    const messages = await since(0, 'grantline.ledger');
    const about = messages.map(({ headers }) => [headers['ce_type'], headers['ce_subject']]);
    const [schema] = new Set(messages.map(({ headers }) => headers['ce_dataschema']));

    expect(about[0]).toEqual(['grantline.OrganizationCreated.v1', undefined]);
    expect(about).toContainEqual(['grantline.RoleAssigned.v1', 'user:dev']);
    expect(about).toContainEqual(['grantline.RoleCreated.v1', 'role:developer']);
    expect(about.at(-1)).toEqual(['grantline.ResourceRegistered.v1', 'group:more']);
    const [document, ...path] = schema!.split(/#?\//).slice(1);
    expect(document).toBe('asyncapi.json');
    const described = path.reduce<unknown>(
      (at, name) => (at as Readonly<Record<string, unknown>>)[name],
      asyncApiDocument('1'),
    );
    expect(described).toMatchObject({ type: 'object' });
  });

  it('calls people by their user id, and who was erased by none', async () => {
    await world.found();
    const { revision } = await world.send('AddUser', {
      user: 'dev',
      roles: ['developer'],
      place: 'group:sales',
    });
    const [assigned] = (await since(revision, 'grantline.access')).map(data);
    expect(assigned).toMatchObject({ changes: [{ user: 'dev', resource: 'group:sales', lost: [] }] });

    await world.send('EraseUser', { user: 'dev' });
    const afterwards = await since(0, 'grantline.ledger');

    expect(afterwards.map(({ value }) => value).join()).not.toContain('"dev"');
    expect(afterwards.map(({ value }) => value).join()).toContain('erased-');
  });

  it('tells an edit of a role once, however many hold it', async () => {
    await world.found();
    await world.send('CreateRole', { role: 'caller', name: 'Caller' });
    const sizes: number[] = [];
    for (const [round, holders] of [5, 95].entries()) {
      await add('caller', holders, round);
      const { revision } = await world.send('ReplacePermissions', {
        role: 'caller',
        grants: round === 0 ? [{ scope: '.', give: { group: ['viewer'] } }] : [],
      });
      const [edited] = (await since(revision, 'grantline.access')).map(data);
      expect(edited).toMatchObject({
        changes: [{ role: 'caller', place: 'group:sales', resource: 'group:sales' }],
      });
      sizes.push((edited!['changes'] as readonly unknown[]).length);
    }
    expect(sizes).toEqual([1, 1]);
  });

  it('fits into a message, and says when there is more', async () => {
    const model = broad();
    world.ledgers = world.start({ models: () => model });
    await world.found();
    await world.send('CreateRole', {
      role: 'caller',
      name: 'Caller',
      grants: [{ scope: '.', give: { group: ['developer'] } }],
    });
    const groups = Array.from({ length: 30 }, (_, index) => `group:team-${index}`);
    await world.sendAll(
      groups.map((ref) => ['RegisterResource', { ref, parent: 'organization:acme', name: ref }]),
    );
    await world.sendAll(
      groups.map((place, index) => ['AddUser', { user: `user-${index}`, roles: ['caller'], place }]),
    );
    const { revision } = await world.send('ReplacePermissions', { role: 'caller', grants: [] });

    const [edited] = await since(revision, 'grantline.access');

    expect(data(edited)).toMatchObject({ truncated: true });
    expect(Buffer.byteLength(edited!.value)).toBeLessThan(1024 * 1024);
  });
});
