import { DomainError } from '#model/errors.js';
import { OutcomeUnknown, StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import { describe, expect, it } from '@jest/globals';
import { unavailable, unreadable } from './errors.js';

const path = '/var/lib/grantline/ledger.db';

describe('an error of a store', () => {
  it.each([
    ['that cannot be used', new StoreUnavailable(`\`${path}\` is read-only, mount it writable`)],
    ['that is damaged', new StoreCorrupt(`\`${path}\` is damaged at page 7`)],
    ['that does not answer', new OutcomeUnknown(`no answer from ${path}`)],
  ])('%s is told to a caller in a plain sentence, with the error itself for the log', (_, error) => {
    const told = unavailable(error);
    expect(told).toBeInstanceOf(DomainError);
    expect(told).toMatchObject({ code: 'STORE_UNAVAILABLE', cause: error });
    expect((told as DomainError).detail).not.toContain('/');
    expect((told as DomainError).detail).toMatch(/[a-z]/);
  });

  it('that is none is passed on as it is', () => {
    const error = new TypeError('a mistake of ours');
    expect(unavailable(error)).toBe(error);
    const refusal = new DomainError('LAST_ADMIN', 'somebody has to stay');
    expect(unavailable(refusal)).toBe(refusal);
  });

  it('about a ledger that cannot be read names the organization, and why for the log alone', () => {
    const cause = new StoreCorrupt(`event 7 in ${path} is of no known type`);
    const error = unreadable('acme', cause);
    expect(error).toMatchObject({ code: 'READ_MODEL_STALE', cause });
    expect(error.detail).toContain('`acme`');
    expect(error.detail).not.toContain(path);
  });
});
