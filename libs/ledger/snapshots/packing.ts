import { setImmediate } from 'node:timers/promises';
import { isMap } from 'node:util/types';

/**
 * Lists of records by number, laid out in columns: a fraction of the bytes and of the time that serialising a million
 * small objects takes. What the fold keeps of the past has this shape.
 */
type Packed = { readonly packed: 'lists'; readonly slices: readonly Slice[] };

type Slice = {
  readonly keys: Int32Array;
  readonly lengths: Int32Array;
  readonly columns: readonly (readonly [string, Column])[];
};

type Column =
  | Int32Array
  | { readonly words: readonly string[]; readonly numbers: Uint8Array }
  | readonly unknown[];

type Item = Readonly<Record<string, unknown>>;
type Lists = ReadonlyMap<number, readonly Item[]>;

/** So many lists are laid out before the event loop turns. */
const listsInSlice = 10_000;

const wordsMost = 256;

/** The value with every map of lists in it packed. Records lose nothing but fields that are `undefined`. */
export async function pack(value: unknown): Promise<unknown> {
  if (!isMapOfLists(value)) return mapFields(value, pack);
  const entries = [...value];
  const slices: Slice[] = [];
  for (let start = 0; start < entries.length; start += listsInSlice) {
    const slice = sliceOf(entries.slice(start, start + listsInSlice));
    if (slice === undefined) return value;
    slices.push(slice);
    await setImmediate();
  }
  return { packed: 'lists', slices } satisfies Packed;
}

export async function unpack(value: unknown): Promise<unknown> {
  if (!isPacked(value)) return mapFields(value, unpack);
  const lists = new Map<number, readonly Item[]>();
  for (const slice of value.slices) {
    unpackSlice(slice, lists);
    await setImmediate();
  }
  return lists;
}

async function mapFields(value: unknown, change: (field: unknown) => Promise<unknown>): Promise<unknown> {
  if (!isPlain(value)) return value;
  const changed: [string, unknown][] = [];
  for (const [name, field] of Object.entries(value)) changed.push([name, await change(field)]);
  return Object.fromEntries(changed);
}

/** `undefined` where a field is called like something that every record has anyway. */
function sliceOf(lists: readonly (readonly [number, readonly Item[]])[]): Slice | undefined {
  const items = lists.flatMap(([, list]) => list);
  const names = new Set(items.flatMap(Object.keys));
  for (const name of names) if (name in Object.prototype) return undefined;
  return {
    keys: Int32Array.from(lists, ([key]) => key),
    lengths: Int32Array.from(lists, ([, { length }]) => length),
    columns: [...names].map((name) => [name, columnOf(items.map((item) => item[name]))]),
  };
}

function unpackSlice({ keys, lengths, columns }: Slice, into: Map<number, readonly Item[]>): void {
  const read = columns.map(([name, column]) => [name, readerOf(column)] as const);
  let at = 0;
  keys.forEach((key, index) => {
    const list: Item[] = [];
    for (const end = at + lengths[index]!; at < end; at++) {
      const item: Record<string, unknown> = {};
      for (const [name, valueAt] of read) item[name] = valueAt(at);
      list.push(item);
    }
    into.set(key, list);
  });
}

function columnOf(values: readonly unknown[]): Column {
  if (values.every((value) => Number.isInteger(value) && value === (Number(value) | 0))) {
    return Int32Array.from(values, Number);
  }
  if (!values.every((value) => typeof value === 'string')) return values;
  const numbers = new Map([...new Set(values)].map((word, number) => [word, number]));
  if (numbers.size > wordsMost) return values;
  return { words: [...numbers.keys()], numbers: Uint8Array.from(values, (word) => numbers.get(word)!) };
}

function readerOf(column: Column): (at: number) => unknown {
  if ('words' in column) return (at) => column.words[column.numbers[at]!];
  return (at) => column[at];
}

function isMapOfLists(value: unknown): value is Lists {
  if (!isMap(value) || value.size === 0) return false;
  for (const [key, list] of value) {
    if (!Number.isInteger(key) || !Array.isArray(list) || !list.every(isPlain)) return false;
  }
  return true;
}

function isPacked(value: unknown): value is Packed {
  return isPlain(value) && value['packed'] === 'lists';
}

/** Whether nothing but its fields makes the value, whichever realm it was made in. */
function isPlain(value: unknown): value is Item {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && Object.getPrototypeOf(prototype) === null;
}
