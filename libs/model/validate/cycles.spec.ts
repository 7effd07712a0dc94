import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { cycles, type Graph } from './cycles.js';

const graph = (edges: Readonly<Record<string, string>>): Graph =>
  new Map(Object.entries(edges).map(([name, to]) => [name, [...to]]));

describe('circles of a graph', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['none', { a: 'b', b: 'c', c: '' }, []],
    ['none where two ways meet', { a: 'bc', b: 'd', c: 'd', d: '' }, []],
    ['one name that leads to itself', { a: 'a' }, ['a']],
    ['a circle', { a: 'b', b: 'c', c: 'a' }, ['abc']],
    ['a circle that is reached from outside', { x: 'a', a: 'b', b: 'a' }, ['ab']],
    ['two circles', { a: 'b', b: 'a', c: 'd', d: 'c' }, ['ab', 'cd']],
    ['two circles through one name', { a: 'bc', b: 'a', c: 'a' }, ['ab', 'ac']],
    ['names that lead out of the graph', { a: 'z' }, []],
  ])('%s', (_, edges, expected) => {
    expect(cycles(graph(edges)).map((circle) => circle.join(''))).toEqual(expected);
  });

  it('are found however long they are', () => {
    const size = 20_000;
    const ring = new Map(Array.from({ length: size }, (_, n) => [String(n), [String((n + 1) % size)]]));

    expect(cycles(ring)[0]).toHaveLength(size);
  });

  it('are none exactly when the names can be put in order', () => {
    const names = [...'abcdef'];
    const edges = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 12 });
    fc.assert(
      fc.property(edges, (edges) => {
        const graph = new Map(
          names.map((name) => [name, edges.filter(([from]) => from === name).map(([, to]) => to)]),
        );
        expect(cycles(graph).length > 0).toBe(!canBeOrdered(graph));
      }),
    );
  });
});

/** Takes away names that lead nowhere until there is none. */
function canBeOrdered(graph: Graph): boolean {
  const left = new Map(graph);
  for (let size = -1; size !== left.size;) {
    size = left.size;
    for (const [name, to] of left) if (!to.some((next) => left.has(next))) left.delete(name);
  }
  return left.size === 0;
}
