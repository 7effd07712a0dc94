import { describe, expect, it } from '@jest/globals';
import specs from '@asyncapi/specs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { asyncApiDocument } from './document.js';
import { headers, published } from './messages.js';

describe('the AsyncAPI document', () => {
  const document = asyncApiDocument('1.2.3');

  it('is what AsyncAPI 3 asks for', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    const valid = ajv.compile(specs.schemasWithoutId['3.0.0'] as object);

    expect({ valid: valid(document), errors: valid.errors }).toEqual({ valid: true, errors: null });
  });

  it('names no part that is not there', () => {
    const text = JSON.stringify(document);
    for (const [, path] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      expect(document).toHaveProperty(path!.split('/'));
    }
  });

  it('takes what is published, and nothing that lacks half of it', () => {
    const access = published['grantline.access'];
    const change = { resource: 'group:sales', gained: [], lost: ['miniapps.edit_app'] };
    const data = { event: crypto.randomUUID(), revision: 3, truncated: false };

    expect(access.safeParse({ ...data, changes: [{ user: 'dev', ...change }] }).success).toBe(true);
    expect(
      access.safeParse({ ...data, changes: [{ role: 'viewer', place: 'group:a', holders: 3, ...change }] })
        .success,
    ).toBe(true);
    expect(access.safeParse({ ...data, changes: [change] }).success).toBe(false);
    expect(headers.safeParse({ ce_specversion: '1.0' }).success).toBe(false);
  });
});
