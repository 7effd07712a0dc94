import { pointer } from '#model/pointer.js';

/**
 * JSON Pointer to a `__proto__` that came with a parsed JSON value, `undefined` if there is none. zod passes over such
 * a name without a word where names are free, and a command must not be taken for less than it says.
 */
export function findPrototype(body: unknown): string | undefined {
  const open: [value: unknown, path: string][] = [[body, '']];
  // A list of what is left to look at, not recursion: the nesting of a body is the sender's choice.
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, path] = next;
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, '__proto__')) return path + pointer('__proto__');
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner === 'object') open.push([inner, path + pointer(name)]);
    }
  }
  return undefined;
}
