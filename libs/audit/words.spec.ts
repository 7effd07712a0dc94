import { describe, expect, it } from '@jest/globals';
import type { TrailEvent } from './trail-event.js';
import { inWords } from './words.js';
import { toldEvents } from './words/examples.suite.js';

describe('an event in words', () => {
  const assigned: TrailEvent = {
    id: '6a2f0c0e-62f3-4d0a-9c58-0a3a1f6b7c11',
    type: 'RoleAssigned',
    revision: 13,
    time: '2026-11-01T08:30:00.000Z',
    actor: 'operator:root',
    via: 'operator:root',
    data: { user: 'dev', role: 'developer', place: 'group:sales', source: 'person' },
  };

  it.each(toldEvents)('reads: $words', ({ before, words, ...event }) => {
    expect(inWords(event, before)).toBe(words);
  });

  it('names operators and services as they are', () => {
    expect(inWords(assigned)).toBe('operator:root gave role `developer` at `group:sales` to dev');
  });

  it('stays one sentence on one line, whatever names it shows', () => {
    const user = 'dev`\u202e and role `x` to eve\r\n\u001b[31m';

    expect(inWords({ ...assigned, actor: 'ana from sales', data: { ...assigned.data, user } })).toBe(
      '`ana from sales` gave role `developer` at `group:sales` to `dev\\u{60}\\u{202e} and role \\u{60}x\\u{60} to eve\\u{d}\\u{a}\\u{1b}[31m`',
    );
  });
});
