import { beforeEach, describe, expect, it } from '@jest/globals';
import { ABOVE_ROOT, Tree } from './tree.js';
import { Undo } from './undo.js';

describe('the tree', () => {
  let undo: Undo;
  let tree: Tree;
  const refs = (nodes: Iterable<number>) => [...nodes].map((node) => tree.ref(node));
  const node = (ref: string, revision = 99) => tree.find(ref, revision)!;

  /** house:h > floor:1 > (room:a, room:b > desk:x), and floor:2. */
  beforeEach(() => {
    undo = new Undo();
    tree = new Tree(undo);
    const house = tree.register('house:h', ABOVE_ROOT, 'Home', 1);
    const first = tree.register('floor:1', house, undefined, 2);
    tree.register('floor:2', house, undefined, 3);
    tree.register('room:a', first, undefined, 4);
    const b = tree.register('room:b', first, 'Blue', 5);
    tree.register('desk:x', b, undefined, 6);
  });

  it('knows what lies where', () => {
    expect(refs(tree.path(node('desk:x'), 6))).toEqual(['desk:x', 'room:b', 'floor:1', 'house:h']);
    expect(refs(tree.children(node('floor:1'), 6))).toEqual(['room:a', 'room:b']);
    expect(refs(tree.subtree(node('floor:1'), 6))).toEqual(['floor:1', 'room:a', 'room:b', 'desk:x']);
    expect(tree.parent(node('house:h'), 6)).toBe(ABOVE_ROOT);
  });

  it('knows types, also where the id holds colons', () => {
    const odd = tree.register('room:a:b:c', node('floor:1'), undefined, 7);

    expect([node('house:h'), node('room:a'), odd].map((at) => tree.type(at))).toEqual([
      'house',
      'room',
      'room',
    ]);
  });

  it('knows what is at or below what', () => {
    expect(tree.isAtOrBelow(node('desk:x'), node('floor:1'), 6)).toBe(true);
    expect(tree.isAtOrBelow(node('desk:x'), node('desk:x'), 6)).toBe(true);
    expect(tree.isAtOrBelow(node('floor:1'), node('desk:x'), 6)).toBe(false);
    expect(tree.isAtOrBelow(node('desk:x'), node('floor:2'), 6)).toBe(false);
  });

  it('measures how deep it goes', () => {
    expect(['house:h', 'floor:1', 'floor:2'].map((ref) => tree.height(node(ref), 6))).toEqual([3, 2, 0]);
    expect(tree.height(node('house:h'), 3)).toBe(1);
  });

  it('does not show earlier what came later', () => {
    expect(tree.find('room:b', 4)).toBeUndefined();
    expect(refs(tree.children(node('floor:1'), 4))).toEqual(['room:a']);
    expect([4, 5].map((revision) => tree.exists(node('room:b'), revision))).toEqual([false, true]);
  });

  it('moves with everything below, and remembers where it was', () => {
    tree.move(node('room:b'), node('floor:2'), 7);

    expect(refs(tree.path(node('desk:x'), 7))).toEqual(['desk:x', 'room:b', 'floor:2', 'house:h']);
    expect(refs(tree.children(node('floor:1'), 7))).toEqual(['room:a']);
    expect(refs(tree.children(node('floor:1'), 6))).toEqual(['room:a', 'room:b']);
    expect(refs(tree.children(node('floor:2'), 6))).toEqual([]);
    expect([6, 7].map((revision) => tree.parentSince(node('room:b'), revision))).toEqual([5, 7]);
  });

  it('shows children in the order of their registration, however they came there', () => {
    tree.register('room:c', node('floor:2'), undefined, 7);
    tree.move(node('room:b'), node('floor:2'), 8);
    tree.move(node('room:a'), node('floor:2'), 9);

    const living = refs(tree.children(node('floor:2'), 9));
    tree = new Tree(undo, structuredClone(tree.dump()));

    expect(living).toEqual(['room:a', 'room:b', 'room:c']);
    expect(refs(tree.children(node('floor:2'), 9))).toEqual(living);
  });

  it('shows a node once, however often it came back', () => {
    tree.move(node('room:b'), node('floor:2'), 7);
    tree.move(node('room:b'), node('floor:1'), 8);

    expect(refs(tree.children(node('floor:1'), 8))).toEqual(['room:a', 'room:b']);
    expect(refs(tree.children(node('floor:1'), 7))).toEqual(['room:a']);
  });

  it('gives a ref that comes back another node', () => {
    const first = node('room:a');
    tree.remove(first, 7);
    const second = tree.register('room:a', node('floor:2'), undefined, 9);

    expect(second).not.toBe(first);
    expect([6, 7, 8, 9].map((revision) => tree.find('room:a', revision))).toEqual([
      first,
      undefined,
      undefined,
      second,
    ]);
  });

  it('remembers names', () => {
    tree.rename(node('room:b'), 'Green', 7);

    expect([6, 7].map((revision) => tree.name(node('room:b'), revision))).toEqual(['Blue', 'Green']);
    expect(tree.name(node('room:a'), 7)).toBeUndefined();
  });

  it('counts what is there', () => {
    tree.remove(node('desk:x'), 7);

    expect([tree.size, tree.nodes]).toEqual([5, 6]);
  });

  it('refuses a resource that is there already', () => {
    expect(() => tree.register('room:a', node('floor:2'), undefined, 7)).toThrow(
      'resource room:a is there already',
    );
  });

  it('takes changes back without a trace', () => {
    tree.remove(node('desk:x'), 7);
    const before = structuredClone(tree.dump());
    const mark = undo.mark();

    tree.register('desk:x', node('room:a'), 'again', 8);
    tree.register('desk:y', node('desk:x'), undefined, 8);
    tree.move(node('room:a'), node('floor:2'), 9);
    tree.rename(node('room:a'), 'moved', 9);
    tree.remove(node('room:b'), 10);
    undo.rollback(mark);

    expect(tree.dump()).toStrictEqual(before);
    expect(tree.find('desk:x', 99)).toBeUndefined();
    expect(refs(tree.subtree(node('house:h'), 99))).toEqual([
      'house:h',
      'floor:1',
      'floor:2',
      'room:a',
      'room:b',
    ]);
    expect([tree.size, tree.nodes]).toEqual([5, 6]);
  });

  it('comes back from a dump and lives on', () => {
    tree.move(node('room:b'), node('floor:2'), 7);
    tree.remove(node('room:a'), 8);

    tree = new Tree(undo, structuredClone(tree.dump()));
    tree.register('room:a', node('floor:2'), undefined, 9);

    expect(refs(tree.children(node('floor:1'), 6))).toEqual(['room:a', 'room:b']);
    expect(refs(tree.children(node('floor:2'), 9))).toEqual(['room:b', 'room:a']);
    expect([6, 8, 9].map((revision) => tree.find('room:a', revision))).toEqual([3, undefined, 6]);
    expect(tree.size).toBe(6);
  });
});
