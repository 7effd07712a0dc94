import { DomainError } from '#model/errors.js';
import { StoreCorrupt } from '#store/event-store.js';
import { describe, expect, it } from '@jest/globals';
import { exitCodes } from './exit-codes.js';
import { failureOf } from './failure.js';

describe('what is said about an error', () => {
  it('is its sentence, and what it was caused by', () => {
    const bytes = new Error('file is not a database');
    const file = new StoreCorrupt('`grantline.db` is damaged, restore a backup', { cause: bytes });
    const stale = new DomainError('READ_MODEL_STALE', 'the ledger of `acme` cannot be read');
    stale.cause = file;

    expect(failureOf(stale)).toEqual({
      exitCode: exitCodes.unavailable,
      lines: [
        'READ_MODEL_STALE: the ledger of `acme` cannot be read',
        '  because: `grantline.db` is damaged, restore a backup',
        '  because: file is not a database',
      ],
    });
  });

  it('is not said twice', () => {
    const cause = new Error('disk is full');

    expect(failureOf(new StoreCorrupt('nothing was written: disk is full', { cause })).lines).toEqual([
      'nothing was written: disk is full',
    ]);
  });

  it('has a stack where nobody foresaw it, and only there', () => {
    expect(failureOf(new TypeError('x is undefined')).lines.join('\n')).toMatch(/at .*failure\.spec/);
    expect(failureOf(new StoreCorrupt('damaged', { cause: new Error('why') })).lines.join('\n')).not.toMatch(
      / at /,
    );
  });
});
