import type { Metadata } from '#events/envelope.js';
import { describe, expect, it } from '@jest/globals';
import { commandId, Idempotency, rememberedFor } from './idempotency.js';

const ana = commandId('acme', 'root', 'person:0', 'k-1');
const random = '5f0c9f6e-0000-4000-8000-000000000000';

function metadata(command: string, index = 0, also: Partial<Metadata> = {}): Metadata {
  return {
    schema: '1',
    time: '0',
    clock: '0',
    actor: 'person:0',
    via: 'operator:root',
    command,
    index: String(index),
    count: '2',
    correlation: 'req-1',
    body: 'hash',
    ...also,
  };
}

describe('the id of a request', () => {
  it('never changes: it is stored', () => {
    expect(ana).toBe('1060289b-6f3f-55ed-b887-beace2c6e730');
  });

  it('is another for another organization, credential, actor or key', () => {
    const others = [
      commandId('other', 'root', 'person:0', 'k-1'),
      commandId('acme', 'crm', 'person:0', 'k-1'),
      commandId('acme', 'root', 'person:1', 'k-1'),
      commandId('acme', 'root', 'person:0', 'k-2'),
    ];
    expect(new Set([ana, ...others]).size).toBe(5);
  });
});

describe('the memory of requests', () => {
  it('holds the first answer to a request: its revisions and warnings', () => {
    const memory = new Idempotency();
    memory.note(metadata(ana, 0, { warnings: '[]' }), 4);
    memory.note(metadata(ana, 1, { warnings: '[]' }), 5);
    expect(memory.find(ana)).toEqual({ body: 'hash', first: 4, last: 5, warnings: '[]' });
  });

  it('holds no request without a key, and nothing that no request asked for', () => {
    const memory = new Idempotency();
    memory.note(metadata(random), 4);
    const { body: _, ...lapse } = metadata(ana);
    memory.note(lapse, 5);
    expect(memory.dump()).toEqual(new Map());
  });

  it('forgets what is older than a day of ledger time', () => {
    const memory = new Idempotency();
    const [dev, max] = ['k-2', 'k-3'].map((key) => commandId('acme', 'root', 'person:0', key));
    memory.note(metadata(ana), 0);
    memory.note(metadata(dev!), 1);
    memory.note(metadata(max!), 2);
    const times = [0, 1_000, 2_000];
    memory.prune((revision) => times[revision]!, rememberedFor + 1_000);
    expect([...memory.dump().keys()]).toEqual([dev, max]);
  });
});
