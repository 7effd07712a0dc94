import { describe, expect, it } from '@jest/globals';
import { IntColumn, IntRows, TimeColumn } from './columns.js';

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

    expect([...column.dump()]).toStrictEqual([1, 9]);
  });

  it('is dumped as a copy and restored from it', () => {
    // Each kind of column takes its own kind of dump.
    const column = new Column(dumped as never);

    const dump = column.dump();
    column.push(9);

    expect([...dump]).toEqual([7, 8]);
    expect([...column.dump()]).toStrictEqual([7, 8, 9]);
    expect([...dumped]).toEqual([7, 8]);
  });
});

it('an integer can be set in place', () => {
  const column = new IntColumn(new Int32Array([1, 2]));

  column.set(0, 5);

  expect([...column.dump()]).toStrictEqual([5, 2]);
});

it('a time holds UTC milliseconds, also before 1970', () => {
  const column = new TimeColumn();
  const times = [Date.UTC(2026, 10, 25), -1];

  for (const time of times) column.push(time);

  expect([...column.dump()]).toStrictEqual(times);
});

describe('rows', () => {
  it('keep their cells, however many there are', () => {
    const rows = new IntRows(3);

    for (let row = 0; row < 100; row++) rows.set(rows.push(-1), 1, row);

    expect(rows.length).toBe(100);
    expect([0, 16, 99].map((row) => [0, 1, 2].map((cell) => rows.get(row, cell)))).toEqual([
      [-1, 0, -1],
      [-1, 16, -1],
      [-1, 99, -1],
    ]);
  });

  it('come several at a time', () => {
    const rows = new IntRows(2);
    rows.push(1);

    const first = rows.extend(50);
    rows.set(50, 1, 7);

    expect([first, rows.length, rows.get(0, 0), rows.get(50, 1), rows.push(3)]).toEqual([1, 51, 1, 7, 51]);
  });

  it('begin anew where one was taken away', () => {
    const rows = new IntRows(2);
    rows.set(rows.push(-1), 0, 7);

    rows.pop();

    expect([rows.length, rows.push(-1), rows.get(0, 0)]).toEqual([0, 0, -1]);
  });

  it('are dumped as a copy and restored from it', () => {
    const rows = new IntRows(2, new Int32Array([1, 2, 3, 4]));

    const dump = rows.dump();
    rows.push(5);

    expect([...dump]).toEqual([1, 2, 3, 4]);
    expect([...rows.dump()]).toStrictEqual([1, 2, 3, 4, 5, 5]);
  });
});
