import { describe, expect, it } from '@jest/globals';
import { modelHash } from './hash.js';
import { shipped } from './testing/shipped.suite.js';

describe('the hash of a document', () => {
  const document = shipped('create');

  it('is sha256, in base64url', () => {
    expect(modelHash(document)).toMatch(/^sha256-[A-Za-z0-9_-]{43}$/);
  });

  it('is that of the canonical JSON', () => {
    const tiny = {
      version: 1,
      types: {},
      name: 'a',
      schema: 'access-model/1',
      facets: {},
      assignments: {},
    } as const;

    // printf '%s' '{"assignments":{},"facets":{},"name":"a","schema":"access-model/1","types":{},"version":1}' | openssl dgst -sha256 -binary | basenc --base64url
    expect(modelHash(tiny)).toBe('sha256-DvREyB_QIV6Sk8xRMaLcP8SHNtg1yHoOtxunUzZHkhA');
  });

  it('does not depend on the order of keys', () => {
    const backwards = Object.fromEntries(Object.entries(document).reverse());

    expect(modelHash({ ...document, ...backwards })).toBe(modelHash(document));
    expect(modelHash(JSON.parse(JSON.stringify(backwards)))).toBe(modelHash(document));
  });

  it('depends on everything else', () => {
    expect(modelHash({ ...document, version: 2 })).not.toBe(modelHash(document));
    expect(modelHash({ ...document, tests: [] })).not.toBe(modelHash(document));
  });
});
