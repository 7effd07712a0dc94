import { codes, DomainError } from '#model/errors.js';
import { OutcomeUnknown, RevisionConflict, StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import { NotFoundException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { headersOf, problem, refusalOf } from './problem.js';

describe('a problem document', () => {
  it('says what is wrong, where, and which request it was', () => {
    const faults = [{ path: '/name', code: 'NAME_EMPTY', detail: 'is no name' }] as const;
    expect(problem(new DomainError('NAME_EMPTY', 'is no name', faults), 'r-1')).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'NAME_EMPTY',
      detail: 'is no name',
      instance: 'urn:grantline:request:r-1',
      errors: faults,
    });
  });

  it.each(Object.entries(codes))('has a title for %s', (code, status) => {
    const { title, ...document } = problem(new DomainError(code as keyof typeof codes, ''), 'r');
    expect(document).toMatchObject({ code, status });
    expect(title).toMatch(/^[A-Z]/);
  });

  it.each([
    ['UNAUTHENTICATED', 'www-authenticate'],
    ['TOO_MANY_REQUESTS', 'retry-after'],
    ['STORE_UNAVAILABLE', 'retry-after'],
  ] as const)('of %s comes with %s', (code, header) => {
    expect(headersOf(new DomainError(code, ''))).toHaveProperty(header);
  });
});

describe('an error', () => {
  it.each([
    [new StoreUnavailable('no space on /data'), 'STORE_UNAVAILABLE'],
    [new StoreCorrupt('damaged at /data'), 'STORE_UNAVAILABLE'],
    [new OutcomeUnknown('secret'), 'STORE_UNAVAILABLE'],
    [new RevisionConflict('organization-acme', 1, 2), 'STORE_UNAVAILABLE'],
    [new NotFoundException('Cannot GET /data'), 'NOT_FOUND'],
    [Object.assign(new Error('/data'), { statusCode: 415 }), 'UNSUPPORTED_MEDIA_TYPE'],
    [Object.assign(new Error('/data'), { statusCode: 413 }), 'TOO_LARGE'],
    [Object.assign(new Error('/data'), { statusCode: 400 }), 'MALFORMED'],
    [Object.assign(new Error('/data'), { statusCode: 500 }), 'INTERNAL'],
    [new TypeError('undefined is not a function of /data'), 'INTERNAL'],
    ['a string of /data', 'INTERNAL'],
    [undefined, 'INTERNAL'],
  ])('%s becomes %s and keeps its details to itself', (error, code) => {
    const refusal = refusalOf(error);
    expect(refusal.code).toBe(code);
    expect(refusal.detail).not.toMatch(/data|secret|acme/);
  });
});
