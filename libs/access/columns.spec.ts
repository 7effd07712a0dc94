import { describe, expect, it } from '@jest/globals';
import { IntColumn, TimeColumn } from './columns.js';

describe.each([
  ['integers', IntColumn, new Int32Array([7, 8])],
  ['times', TimeColumn, new Float64Array([7, 8])],
] as const)('a column of %s', (_, Column, dumped) => {
  it('keeps what is pushed, however much that is', () => {
    const column = new Column();

    for (let value = 0; value < 1000; value++) column.push(value * 2);

    expect(column.length).toBe(1000);
    expect([0, 15, 16, 999].map((index) => column.get(index))).toEqual([0, 30, 32, 1998]);
  });

  it('grows on after it was cut', () => {
    const column = new Column();
    for (const value of [1, 2, 3]) column.push(value);

    column.length = 1;
    column.push(9);

    expect([...column.dump()]).toEqual([1, 9]);
  });

  it('is dumped as a copy and restored from it', () => {
    // Each kind of column takes its own kind of dump.
    const column = new Column(dumped as never);

    const dump = column.dump();
    column.push(9);

    expect([...dump]).toEqual([7, 8]);
    expect([...column.dump()]).toEqual([7, 8, 9]);
    expect([...dumped]).toEqual([7, 8]);
  });
});

it('an integer can be set in place', () => {
  const column = new IntColumn(new Int32Array([1, 2]));

  column.set(0, 5);

  expect([...column.dump()]).toEqual([5, 2]);
});

it('a time holds UTC milliseconds, also before 1970', () => {
  const column = new TimeColumn();
  const times = [Date.UTC(2026, 10, 25), -1];

  for (const time of times) column.push(time);

  expect([...column.dump()]).toEqual(times);
});
