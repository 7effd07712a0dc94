import { describe, expect, it } from '@jest/globals';
import { codes, DomainError } from '#model/errors.js';
import * as fc from 'fast-check';
import { type CommandRequest, parseRequest } from './request.js';
import { commandTypes } from './schema.js';
import { examples } from './schema/examples.js';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** The request, or the refusal; anything else that is thrown ends the test. */
function outcome(body: unknown): CommandRequest | DomainError {
  try {
    return parseRequest(body);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

const hostile = fc.constantFrom<Json>(
  '__proto__',
  'constructor',
  'a\u0000b',
  'Ame\u0301lie',
  '\u202Egpj',
  '\uD800',
  'group:*',
  '.',
  'x'.repeat(300),
  '9999-12-31T23:59:59-01:00',
  1e308,
  -1,
  {},
  [],
);
// Through text, as bodies come: only then can `__proto__` be a name like others.
const json = fc.oneof(
  hostile,
  fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as Json),
);

/** A valid command with one place in it replaced, added to or taken away. */
const damaged = fc
  .record({
    type: fc.constantFrom(...commandTypes),
    turn: fc.nat(),
    name: fc.constantFrom('__proto__', 'toString', 'extra', 'user', 'from', 'only'),
    how: fc.constantFrom('replace', 'add', 'remove'),
    value: json,
  })
  .map(({ type, turn, name, how, value }) => {
    const command = JSON.parse(JSON.stringify({ type, data: examples[type] })) as { [name: string]: Json };
    const places = objectsIn(command);
    const place = places[turn % places.length]!;
    const names = Object.keys(place);
    const chosen = names[turn % names.length] ?? name;
    if (how === 'remove') delete place[chosen];
    // Defined, not assigned: assigning `__proto__` would not make a name.
    else
      Object.defineProperty(place, how === 'add' ? name : chosen, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    return { commands: [command] };
  });

function objectsIn(value: Json): { [name: string]: Json }[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inside : [value, ...inside];
}

describe.each([
  ['any JSON', json],
  [
    'any list of commands',
    fc.record({ commands: fc.array(fc.record({ type: fc.constantFrom(...commandTypes), data: json })) }),
  ],
  ['a damaged command', damaged],
])('%s', (_, bodies: fc.Arbitrary<unknown>) => {
  it('is read or refused, and a refusal says what, where and why', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const result = outcome(body);
        if (!(result instanceof DomainError)) return;
        expect([400, 413]).toContain(codes[result.code]);
        expect(result.faults[0]).toMatchObject({ code: result.code, detail: result.detail });
        for (const { path, detail } of result.faults) {
          expect(holds(body, path)).toBe(true);
          expect(detail).toMatch(/^[^A-Z].*[^.]$/u);
          expect(detail).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the same when what was read is sent again', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const result = outcome(body);
        if (result instanceof DomainError) return;
        const sent = JSON.stringify(result);
        expect(sent.isWellFormed() && !sent.includes('\\ud')).toBe(true);
        expect(parseRequest(JSON.parse(sent))).toEqual(result);
      }),
      { numRuns: 2000 },
    );
  });
});

/** Whether the body has an object or a list for the place that a JSON Pointer names; the place itself may be missing. */
function holds(body: unknown, path: string): boolean {
  const isHolder = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null;
  let value = body;
  for (const step of path.split('/').slice(1)) {
    if (!isHolder(value)) return false;
    value = value[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return true;
}

it('addresses are found whatever separates them and however they are written', () => {
  const separator = fc.constantFrom(',', ';', '\n', '\r\n', ' , ', ';;', '\n\n');
  const entry = fc.record({
    address: fc.stringMatching(/^[a-z][a-z0-9]{0,8}@[a-z]{1,8}\.io$/),
    loud: fc.boolean(),
    separator,
  });
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 20 }), (entries) => {
      const emails = entries
        .map(({ address, loud, separator }) => (loud ? address.toUpperCase() : address) + separator)
        .join('');
      const users = [...new Set(entries.map(({ address }) => address))].map((address) => ({
        user: address,
        email: address,
      }));

      const { commands } = parseRequest({ commands: [{ type: 'InviteUser', data: { emails } }] });

      expect(commands).toEqual([{ type: 'InviteUser', data: { users } }]);
    }),
  );
});
