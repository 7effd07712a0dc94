import { z } from 'zod';

/**
 * Refuses a `__proto__` that came with the input. zod passes over it without a word where names are free, and a
 * command must not be taken for less than it says.
 */
export function withoutPrototype<S extends z.ZodType>(schema: S) {
  return z.preprocess((input, context) => {
    if (typeof input === 'object' && input !== null && Object.hasOwn(input, '__proto__')) {
      context.issues.push({
        code: 'custom',
        input,
        path: ['__proto__'],
        params: { code: 'MALFORMED' },
        message: '`__proto__` cannot be used as a name, choose another',
      });
    }
    return input;
  }, schema);
}

/** A record whose names the caller chooses. The result has no prototype: a name that is not there reads as `undefined`. */
export function record<K extends z.ZodType<string, string>, V extends z.ZodType>(key: K, value: V) {
  return withoutPrototype(z.record(key, value)).transform((record): Record<string, z.output<V>> =>
    Object.assign(Object.create(null), record),
  );
}
