import { z } from 'zod';
import { record } from './record.js';
import { wellFormed, word } from './text.js';

const namesMax = 64;
const sizeMax = 16_384;

/** A value that can be compared without looking inside. */
export const scalar = z.union([wellFormed, z.number(), z.boolean()]);

/** What is known about a person, as role criteria compare it: at most 64 names, 16,384 characters in all. */
export const attributes = record(word, scalar).check((payload) => {
  const entries = Object.entries(payload.value);
  const size = entries.reduce((size, [name, value]) => size + name.length + String(value).length, 0);
  const message =
    entries.length > namesMax
      ? `there are more than ${namesMax} attributes, leave some out`
      : size > sizeMax
        ? `names and values have more than ${sizeMax} characters in all, shorten them`
        : undefined;
  if (message === undefined) return;
  payload.issues.push({ code: 'custom', input: payload.value, params: { code: 'MALFORMED' }, message });
});

/** All of them must be equal. None at all would match everybody. */
export const criteria = attributes.refine((criteria) => Object.keys(criteria).length > 0, {
  error: 'criteria without an attribute would match everybody, name at least one',
  params: { code: 'MALFORMED' },
});
