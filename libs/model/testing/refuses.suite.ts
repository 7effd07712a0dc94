import { expect, it } from '@jest/globals';
import { type Edits, faultsOf, type ShippedName } from './shipped.suite.js';

/** What is done to which document, and the fault that follows: its path, and the beginning of what it says. */
export type Row = readonly [what: string, model: ShippedName, edits: Edits, path: string, detail: string];

/** Each row has exactly the fault that it names. */
export function refuses(rows: readonly Row[], code = 'MODEL_INVALID'): void {
  it.each(rows)('%s (%s)', (_, model, edits, path, detail) => {
    const [fault, ...others] = faultsOf(model, edits);

    expect(others).toEqual([]);
    expect(fault).toEqual({ path, code, detail: expect.stringContaining(detail) });
    expect(fault?.detail).toMatch(/^[`a-z].*[^.]$/);
  });
}
