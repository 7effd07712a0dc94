import type { Fault } from '#model/errors.js';
import { pointer } from '#model/pointer.js';

/** No command has a use for more names in one object. zod reads them all before it looks at what is wrong. */
const namesMax = 5000;

export type Survey = {
  /** How many values the body holds, at any depth. */
  readonly values: number;
  /** Why the body cannot be read at all. */
  readonly fault?: Fault;
};

type Place = { readonly value: unknown; readonly name: string; readonly outer: Place | undefined };

/** Looks over a parsed JSON value before it is read. */
export function survey(body: unknown): Survey {
  // A list of what is left to look at, not recursion: the nesting of a body is the sender's choice.
  const open: Place[] = [{ value: body, name: '', outer: undefined }];
  let values = 0;
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value } = place;
    values += 1;
    if (typeof value !== 'object' || value === null) continue;
    const entries = Object.entries(value);
    const fault = faultAt(place, entries.length);
    if (fault !== undefined) return { values, fault };
    for (const [name, inner] of entries) {
      if (typeof inner === 'object') open.push({ value: inner, name, outer: place });
      else values += 1;
    }
  }
  return { values };
}

function faultAt(place: Place, names: number): Fault | undefined {
  if (Object.hasOwn(Object(place.value), '__proto__')) {
    // zod passes over this name without a word where names are free, and no command must be taken for less than it says.
    const detail = '`__proto__` cannot be used as a name, choose another';
    return { path: pathOf(place) + pointer('__proto__'), code: 'MALFORMED', detail };
  }
  if (names > namesMax && !Array.isArray(place.value)) {
    const detail = `there are ${names} names in one object, use at most ${namesMax}`;
    return { path: pathOf(place), code: 'BATCH_TOO_LARGE', detail };
  }
  return undefined;
}

function pathOf(place: Place): string {
  const names: string[] = [];
  for (let at: Place | undefined = place; at?.outer !== undefined; at = at.outer) names.push(at.name);
  return pointer(...names.reverse());
}
