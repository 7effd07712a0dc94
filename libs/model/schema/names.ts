import { z } from 'zod';
import { namePattern } from '../ids.js';

/** Name of a type, facet, level, permission or role. */
export const name = z.string().regex(namePattern).meta({
  id: 'modelName',
  title: 'Name',
  description: 'Starts with a letter and holds at most 64 letters, digits, `_`, `.` or `-`.',
});

/** A list in which nothing stands twice. */
export function list<T extends z.ZodType<string>>(entry: T) {
  return z
    .array(entry)
    .check(({ value, issues }) => {
      value.forEach((text, index) => {
        if (value.indexOf(text) === index) return;
        issues.push({
          code: 'custom',
          input: value,
          path: [index],
          message: `\`${text}\` is listed twice, keep one`,
        });
      });
    })
    .meta({ uniqueItems: true });
}

export const names = list(name);

/** Text that people read. */
export const text = (max: number) => z.string().min(1).max(max);

/** Permissions of which a person needs any one. */
export const anyOneOf = z.union([name, names.min(1)]).meta({
  id: 'modelAnyOneOf',
  title: 'Permission, or any one of several',
  description: 'A permission, or a list of permissions of which any one is enough.',
});

/** What is given for one facet. */
const word = z.union([name, z.literal('*')]).meta({
  id: 'modelWord',
  title: 'Level',
  description: 'A level of the facet, one of its permissions, `*` for everything, or its empty level.',
});

export const level = z.union([word, list(word).min(1)]).meta({
  id: 'modelLevel',
  title: 'Level or levels',
  description: 'What is given. A list gives everything that its entries give; `pick: one` takes one entry.',
});

/** Bounds what refers to itself: ways through it are never longer than its number. */
export const atMost = (max: number) => (map: object) => Object.keys(map).length <= max;
