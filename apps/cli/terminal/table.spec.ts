import { describe, expect, it } from '@jest/globals';
import { Writable } from 'node:stream';
import { Output } from './output.js';
import { type Column, Table } from './table.js';

class Paper extends Writable {
  text = '';

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

type Row = { readonly user: string; readonly roles?: number };

const columns: readonly Column<Row>[] = [
  ['user', ({ user }) => user],
  ['roles', ({ roles }) => roles],
  ['', ({ user }) => user.at(0)],
];

function printed(colours = false): { readonly paper: Paper; readonly table: Table<Row> } {
  const paper = new Paper();
  return { paper, table: new Table(new Output(paper, new Paper(), colours, false), columns) };
}

describe('a table', () => {
  it('has its headings once, and columns as wide as what is in them', async () => {
    const { paper, table } = printed();
    await table.rows([{ user: 'ana', roles: 2 }, { user: 'benjamin' }]);
    await table.rows([{ user: 'cy', roles: 1 }]);

    expect(paper.text).toBe(
      ['user      roles', 'ana       2      a', 'benjamin         b', 'cy        1      c', ''].join('\n'),
    );
  });

  it('is nothing without rows', async () => {
    const { paper, table } = printed();
    await table.rows([]);

    expect(paper.text).toBe('');
  });

  it('lines up whatever is written', async () => {
    const { paper, table } = printed();
    await table.rows([
      { user: '田中', roles: 1 },
      { user: 'e\u0301va', roles: 2 },
      { user: 'anna', roles: 3 },
    ]);

    expect(paper.text.split('\n').slice(1, 4)).toEqual([
      '田中  1      田',
      'e\u0301va   2      e',
      'anna  3      a',
    ]);
  });

  it('colours its headings, and lets no cell steer the terminal', async () => {
    const { paper, table } = printed(true);
    await table.rows([{ user: 'a\u001b[31m\u0007\nb\u202e' }]);

    expect(paper.text).toBe('\u001b[1muser   roles\u001b[22m\na\ufffd\ufffdb\ufffd         a\n');
  });
});
