import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { modelChanges } from './change.js';
import { CompiledModel } from './compiled.js';
import { DomainError } from './errors.js';
import { modelHash } from './hash.js';
import { missingMigrations } from './migration.js';
import { pointer } from './pointer.js';
import { edited, shipped, shippedNames } from './testing/shipped.suite.js';
import { parseModel } from './validate.js';

/** The document, or the refusal; anything else that is thrown ends the test. */
function outcome(value: unknown) {
  try {
    return parseModel(value);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

type Place = { readonly path: string; readonly value: unknown };

/** Everything inside the value, with the pointer that leads there. */
function places(value: unknown, path = ''): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const here = path + pointer(key);
    return [{ path: here, value: member as unknown }, ...places(member, here)];
  });
}

const last = ({ path }: Place) => path.slice(path.lastIndexOf('/'));

/** Words of all the documents, so that damage often looks like something that could be meant. */
const words = [
  ...new Set(shippedNames.flatMap((name) => JSON.stringify(shipped(name)).match(/[\w.*:-]+/g) ?? [])),
];

const anything = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom(...words),
  fc.array(fc.constantFrom(...words), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom(...words), fc.constantFrom(...words), { maxKeys: 2 }),
  fc.jsonValue(),
);

/** Documents with one to three values exchanged: for what stands under the same key elsewhere, or for anything. */
const damaged = fc.oneof(
  ...shippedNames.map((name) => {
    const document = shipped(name);
    const all = places(document);
    const edit = fc.constantFrom(...all).chain((place) => {
      const alike = fc.constantFrom(...all.filter((other) => last(other) === last(place)));
      return fc.tuple(
        fc.constant(place.path),
        fc.oneof(
          anything,
          alike.map(({ value }) => value),
        ),
      );
    });
    return fc
      .array(edit, { minLength: 1, maxLength: 3 })
      .map((edits) => edited(document, Object.fromEntries(edits)));
  }),
);

describe('validation', () => {
  it('refuses or takes, whatever the value', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(outcome(value)).toMatchObject({ code: 'MODEL_INVALID' });
      }),
    );
  });

  it('tells every fault of a damaged document in a sentence, at a path', () => {
    fc.assert(
      fc.property(damaged, (value) => {
        const found = outcome(value);
        if (!(found instanceof DomainError)) return;
        expect(found.faults.length).toBeGreaterThan(0);
        for (const { path, detail } of found.faults) {
          expect(path).toMatch(/^(\/|$)/);
          expect(detail).toMatch(/^[`a-z\d/].*[^.]$/s);
          expect(detail.length).toBeLessThan(2000);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes only what can be compiled, hashed and compared', () => {
    let taken = 0;
    fc.assert(
      fc.property(damaged, (value) => {
        const document = outcome(value);
        if (document instanceof DomainError) return;
        taken += 1;
        const model = new CompiledModel(document);
        expect(model.rootType.root).toBe(true);
        for (const facet of model.facets.values()) {
          for (const word of facet.vocabulary) expect(facet.levels([word]).names).toEqual([word]);
          for (const { from, map } of facet.inherit) map(from.levels([...from.vocabulary]));
        }
        for (const { permission, anyOf } of model.derived) {
          for (const needed of anyOf.flat()) expect(needed).toBeLessThan(model.permissions.length);
          expect(model.facetOfPermission(permission)).toBeUndefined();
        }
        expect(modelHash(document)).toBe(modelHash(parseModel(JSON.parse(JSON.stringify(document)))));
        expect(modelChanges(document, document)).toEqual([]);
        expect(missingMigrations(document, document)).toEqual([]);
      }),
      { numRuns: 500, examples: shippedNames.map((name): [unknown] => [shipped(name)]) },
    );
    expect(taken).toBeGreaterThan(shippedNames.length);
  });
});
