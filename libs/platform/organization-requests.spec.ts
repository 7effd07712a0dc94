import { beforeEach, describe, expect, it } from '@jest/globals';
import { ListedEvents } from './listed-events.suite.js';
import { OrganizationRequests, type Safe } from './organization-requests.js';

const author = { actor: 'operator:root', via: 'operator:root', correlation: 'c-1' };
const wish = { name: 'Acme', model: 'ocp', groups: ['sales'] };
const ana = { email: 'ana@example.com', user: 'ana' };

/** Seals by keeping what it was given under a number. */
class Drawer implements Safe {
  readonly texts = new Map<string, string>();

  async seal(text: string, bound: string) {
    const key = `key-${this.texts.size}`;
    this.texts.set(key, text);
    return { key, sealed: `sealed for ${bound}` };
  }

  async open(key: string, sealed: string, bound: string) {
    return sealed === `sealed for ${bound}` ? this.texts.get(key) : undefined;
  }

  async destroy(key: string) {
    this.texts.delete(key);
  }
}

describe('requests for organizations', () => {
  let store: ListedEvents;
  let safe: Drawer;
  let requests: OrganizationRequests;

  beforeEach(() => {
    store = new ListedEvents();
    safe = new Drawer();
    requests = new OrganizationRequests(store, safe, () => 0);
  });

  it('keep who asked out of the stream', async () => {
    const request = await requests.submit(wish, ana, author);

    expect(request).toMatchObject({ ...wish, status: 'requested' });
    expect(JSON.stringify([store.events, requests.all])).not.toContain('ana');
    expect(await requests.requester(request.id)).toEqual(ana);
  });

  it('are decided once, and then nobody can read who asked', async () => {
    const { id } = await requests.submit(wish, ana, author);
    const other = await requests.submit({ ...wish, name: 'Bell' }, ana, author);

    await requests.reject(id, author);
    await requests.approve(other.id, 'bell', author);

    expect(requests.all).toMatchObject([
      { name: 'Bell', status: 'approved', organization: 'bell', decidedBy: 'operator:root' },
      { name: 'Acme', status: 'rejected' },
    ]);
    expect(safe.texts.size).toBe(0);
    expect(await requests.requester(id)).toBeUndefined();
    await expect(requests.approve(id, 'acme', author)).rejects.toMatchObject({ code: 'NOT_REQUESTED' });
    await expect(requests.reject('none', author)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('finish forgetting after a crash between the decision and the destruction of the key', async () => {
    const { id } = await requests.submit(wish, ana, author);
    const kept = new Map(safe.texts);
    await requests.reject(id, author);
    for (const [key, text] of kept) safe.texts.set(key, text);

    await new OrganizationRequests(store, safe, () => 0).load();

    expect(safe.texts.size).toBe(0);
  });
});
