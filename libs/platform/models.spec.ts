import type { ModelDocument } from '#model/document.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ListedEvents } from './listed-events.suite.js';
import { Models } from './models.js';

const author = { actor: 'operator:root', via: 'operator:root', correlation: 'c-1' };

function shop(version: number, changes: Partial<ModelDocument> = {}): ModelDocument {
  return {
    schema: 'access-model/1',
    name: 'shop',
    version,
    types: { shop: { root: true } },
    facets: { shop: { type: 'shop', pick: 'many', permissions: ['shop.open'] } },
    assignments: { shop: { per_user: 'many' } },
    roles: {
      keeper: {
        kind: 'built-in',
        assignable_at: ['shop'],
        grants: [{ scope: '.', give: { shop: ['shop.open'] } }],
      },
    },
    ...changes,
  };
}

describe('models', () => {
  let store: ListedEvents;
  let models: Models;

  beforeEach(() => {
    store = new ListedEvents();
    models = new Models(store, () => Date.UTC(2026, 10, 21));
  });

  it('are found by name and version, and the newest by name', async () => {
    await models.publish(shop(2), author);
    await models.publish(shop(1), author);

    expect(models.get('shop', 1)).toMatchObject({
      version: 1,
      publishedOn: '2026-11-21T00:00:00.000Z',
      publishedBy: 'operator:root',
    });
    expect(models.newest('shop')?.version).toBe(2);
    expect([models.get('shop', 3), models.newest('none')]).toEqual([undefined, undefined]);
    expect(models.all.map(({ version }) => version)).toEqual([1, 2]);
  });

  it('are named in events by what they are, not by who published them', async () => {
    const { hash, document } = await models.publish(shop(1), author);

    const reference = { name: 'shop', version: 1, hash, document };
    expect(models.reference('shop')).toStrictEqual(reference);
    expect(models.reference('shop', 1)).toStrictEqual(reference);
    expect([models.reference('shop', 2), models.reference('none')]).toEqual([undefined, undefined]);
  });

  it('list everything in the same order for who published them as for who reads them back', async () => {
    const { document } = await models.publish(shop(1), author);

    expect(Object.keys(document)).toEqual(Object.keys(document).toSorted());
  });

  it('are published once, however the keys of the document are ordered', async () => {
    const first = await models.publish(shop(1), author);
    const { name, ...rest } = shop(1);

    expect(await models.publish({ ...rest, name }, author)).toBe(first);
    expect(store.events).toHaveLength(1);
  });

  it('never change', async () => {
    await models.publish(shop(1), author);
    const changed = models.publish(shop(1, { title: 'Shop' }), author);

    await expect(changed).rejects.toMatchObject({
      code: 'VERSION_EXISTS',
      detail: '`shop` 1 is published and never changes, publish the change as version 2',
    });
  });

  it('must pass their tests', async () => {
    const tests = [
      {
        name: 'keepers',
        users: { kim: [{ role: 'keeper' }] },
        expect: [{ user: 'kim', resource: 'root', deny: ['shop.open'] }],
      },
    ];
    const failing = models.publish(shop(1, { tests }), author);

    await expect(failing).rejects.toMatchObject({
      code: 'TESTS_FAILED',
      faults: [{ path: '/tests/0/expect/0/deny/0' }],
    });
    expect(store.events).toHaveLength(0);
  });

  it('are the same after a restart', async () => {
    const published = await models.publish(shop(1), author);
    const restarted = new Models(store, () => 0);
    await restarted.load();

    expect(restarted.all).toEqual([published]);
  });

  it('are not published over what another process has just published', async () => {
    const elsewhere = new ListedEvents();
    await new Models(elsewhere, () => 0).publish(shop(1, { title: 'Theirs' }), author);
    store.beforeAppend(() => store.add('models', elsewhere.events[0]!));

    await expect(models.publish(shop(1), author)).rejects.toMatchObject({ code: 'VERSION_EXISTS' });
  });
});
