import { z } from 'zod';

/** A record whose names the caller chooses. It has no prototype: a name that is not there reads as `undefined`. */
export function record<K extends z.ZodType<string, string>, V extends z.ZodType>(names: K, values: V) {
  return z
    .record(names, values)
    .transform((record): Record<string, z.output<V>> => Object.assign(Object.create(null), record));
}
