import { DomainError } from '#model/errors.js';
import { isUtf8 } from 'node:buffer';

/** Nothing that the service takes is nested nearly as deep. */
const depthMax = 32;

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/**
 * Parses JSON that means the same to every reader (I-JSON, RFC 7493): well-formed UTF-8, no member twice in one
 * object, and no deep nesting. An empty body is `undefined`.
 *
 * @throws DomainError MALFORMED
 */
export function parseStrictJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw new DomainError('MALFORMED', 'the body is not UTF-8');
  const members = countMembers(bytes);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new DomainError('MALFORMED', `the body is not JSON${place(error)}`);
  }
  // An object keeps one member of each name, so it has fewer than the text when a name stands twice.
  if (membersOf(value) !== members) {
    throw new DomainError(
      'MALFORMED',
      'an object of the body has two members of the same name, leave one out',
    );
  }
  return value;
}

/** Colons outside of strings: one for each member. Also refuses what is nested too deep, before anything walks it. */
function countMembers(bytes: Buffer): number {
  let members = 0;
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    switch (bytes[at]) {
      case quote:
        for (at += 1; at < bytes.length && bytes[at] !== quote; at += 1) if (bytes[at] === backslash) at += 1;
        break;
      case colon:
        members += 1;
        break;
      case 0x7b: // {
      case 0x5b: // [
        depth += 1;
        if (depth > depthMax) {
          throw new DomainError('MALFORMED', `the body is nested deeper than ${depthMax} levels`);
        }
        break;
      case 0x7d: // }
      case 0x5d: // ]
        depth -= 1;
        break;
      default:
    }
  }
  return members;
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value) members += membersOf(item);
  } else {
    // What was parsed has no inherited members that a loop would see.
    for (const name in value) members += 1 + membersOf(value[name as keyof typeof value]);
  }
  return members;
}

/** Where the parser stopped; its message also quotes what was sent, which is nobody's business. */
function place(error: unknown): string {
  const found = /line (\d+) column (\d+)/.exec(String(error));
  return found === null ? '' : ` (line ${found[1]}, column ${found[2]})`;
}
