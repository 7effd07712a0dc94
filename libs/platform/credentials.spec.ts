import { DomainError } from '#model/errors.js';
import { StoreCorrupt } from '#store/event-store.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Credentials } from './credentials.js';
import { ListedEvents } from './listed-events.suite.js';

const now = Date.UTC(2026, 10, 21, 10);
const root = { actor: 'operator:root', via: 'operator:root', correlation: 'c-1' };
const crm = { name: 'crm', organizations: ['acme'], capabilities: ['check', 'write:AssignRole'] } as const;

describe('credentials', () => {
  let store: ListedEvents;
  let credentials: Credentials;

  beforeEach(() => {
    store = new ListedEvents();
    credentials = new Credentials(store, () => now);
  });

  it('know an operator by a secret of 256 bits behind a prefix', async () => {
    const { secret, ...operator } = await credentials.addOperator('root', root);

    expect(secret).toMatch(/^gl_op_[A-Za-z0-9_-]{43}$/);
    expect(operator).toMatchObject({
      name: 'root',
      createdOn: '2026-11-21T10:00:00.000Z',
      createdBy: 'operator:root',
    });
    expect(credentials.authenticate(secret)).toMatchObject({ kind: 'operator', via: 'operator:root' });
    expect(credentials.authenticate(`${secret}x`)).toBeUndefined();
  });

  it('give a key what it was made for, and nothing else', async () => {
    const { secret } = await credentials.createKey(crm, root);
    const caller = credentials.authenticate(secret);
    if (caller?.kind !== 'service') throw new Error('no service');

    expect(caller.via).toBe('service:crm');
    expect([caller.reaches('acme'), caller.reaches('other')]).toEqual([true, false]);
    expect([caller.may('check'), caller.may('search'), caller.may('act_for')]).toEqual([true, false, false]);
    expect([caller.covers('AssignRole'), caller.covers('RevokeRole')]).toEqual([true, false]);
  });

  it('never store a secret', async () => {
    const operator = await credentials.addOperator('root', root);
    const key = await credentials.createKey(crm, root);

    const stored = JSON.stringify(store.events);
    expect(stored).not.toContain(operator.secret);
    expect(stored).not.toContain(key.secret);
    expect(JSON.stringify([credentials.operators, credentials.keys])).not.toMatch(/gl_|hash/);
  });

  it('shut a deleted key out at once, and keep the other one of its name', async () => {
    const old = await credentials.createKey(crm, root);
    const fresh = await credentials.createKey(crm, root);
    expect(credentials.authenticate(old.secret)).toBeDefined();

    await credentials.deleteKey(old.id, root);

    expect(credentials.authenticate(old.secret)).toBeUndefined();
    expect(credentials.authenticate(fresh.secret)).toBeDefined();
    expect(credentials.keys.map(({ id }) => id)).toEqual([fresh.id]);
  });

  it('take two keys of one name, not three', async () => {
    await credentials.createKey(crm, root);
    await credentials.createKey(crm, root);
    await expect(credentials.createKey(crm, root)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  it('keep one operator at least', async () => {
    const first = await credentials.addOperator('root', root);
    await expect(credentials.removeOperator(first.id, root)).rejects.toMatchObject({ code: 'LAST_ADMIN' });

    await credentials.addOperator('ops', root);
    await credentials.removeOperator(first.id, root);

    expect(credentials.operators.map(({ name }) => name)).toEqual(['ops']);
    expect(credentials.authenticate(first.secret)).toBeUndefined();
  });

  it('replace the secret of an operator by the one that was set', async () => {
    const { secret } = await credentials.addOperator('root', root);
    await credentials.keepOperator('root', 'the-key-of-the-configuration', root);
    await credentials.keepOperator('root', 'the-key-of-the-configuration', root);

    expect(credentials.authenticate(secret)).toBeUndefined();
    expect(credentials.authenticate('the-key-of-the-configuration')).toBeDefined();
    expect(store.events).toHaveLength(3);
  });

  it('say so when there is no such credential', async () => {
    await expect(credentials.deleteKey('none', root)).rejects.toThrow(DomainError);
    await expect(credentials.removeOperator('none', root)).rejects.toThrow(DomainError);
  });

  it('are the same after a restart', async () => {
    const { secret } = await credentials.createKey(crm, root);
    const restarted = new Credentials(store, () => now);
    await restarted.load();

    expect(restarted.keys).toEqual(credentials.keys);
    expect(restarted.authenticate(secret)).toMatchObject({ via: 'service:crm' });
  });

  it('decide anew when another process was faster', async () => {
    const other = new Credentials(store, () => now);
    const elsewhere = new ListedEvents();
    await new Credentials(elsewhere, () => now).addOperator('root', root);
    store.beforeAppend(() => store.add('credentials', elsewhere.events[0]!));

    await expect(other.addOperator('root', root)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(store.events).toHaveLength(1);
  });

  it('write once when the answer of the store was lost', async () => {
    store.loseAnswer();
    const { secret } = await credentials.addOperator('root', root);

    expect(store.events).toHaveLength(1);
    expect(credentials.authenticate(secret)).toBeDefined();
  });

  it('do not trust a stream that they do not understand', async () => {
    await credentials.addOperator('root', root);
    store.add('credentials', { ...store.events[0]!, id: 'later', type: 'OperatorPromoted' });

    await expect(credentials.load()).rejects.toThrow(StoreCorrupt);
  });
});
