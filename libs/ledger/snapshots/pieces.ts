import { isMap } from 'node:util/types';

/** Where a piece belongs in the whole: names of fields, outermost first. */
export type Path = readonly string[];

export type Piece = readonly [Path, unknown];

/** Larger maps and lists are taken apart, so that no piece takes long to serialise. */
const entriesMost = 10_000;

/** A value in pieces: every field of a record on its own, and large maps and lists in slices. */
export function* pieces(value: unknown, path: Path = []): Generator<Piece> {
  if (isRecord(value) && Object.keys(value).length > 0) {
    for (const [name, field] of Object.entries(value)) yield* pieces(field, [...path, name]);
  } else if (isMap(value) && value.size > entriesMost) {
    for (const slice of slices([...value])) yield [path, new Map(slice)];
  } else if (Array.isArray(value) && value.length > entriesMost) {
    for (const slice of slices(value)) yield [path, slice];
  } else {
    yield [path, value];
  }
}

/** Puts pieces together again, in the order in which they came. */
export class Whole {
  #value: unknown;

  add([path, piece]: Piece): void {
    this.#value = joined(this.#value, path, piece);
  }

  get value(): unknown {
    return this.#value;
  }
}

function joined(whole: unknown, [name, ...rest]: Path, piece: unknown): unknown {
  if (name !== undefined) {
    const fields: Record<string, unknown> = isRecord(whole) ? whole : {};
    fields[name] = joined(fields[name], rest, piece);
    return fields;
  }
  if (isMap(whole) && isMap(piece)) {
    for (const [key, value] of piece) whole.set(key, value);
    return whole;
  }
  if (Array.isArray(whole) && Array.isArray(piece)) {
    for (const item of piece) whole.push(item);
    return whole;
  }
  return piece;
}

function* slices<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += entriesMost)
    yield items.slice(start, start + entriesMost);
}

/** Whether nothing but its fields makes the value, whichever realm it was made in. */
function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && Object.getPrototypeOf(prototype) === null;
}
