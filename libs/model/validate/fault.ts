import type { Code, Fault } from '../errors.js';
import { pointer } from '../pointer.js';

/** Keys and indexes that lead to a place in the document. */
export type Steps = readonly PropertyKey[];

export function fault(steps: Steps, detail: string, code: Code = 'MODEL_INVALID'): Fault {
  return { path: pointer(...steps), code, detail };
}

/** No fault if it is `true`. */
export function unless(sound: boolean, steps: Steps, detail: string, code?: Code): Fault[] {
  return sound ? [] : [fault(steps, detail, code)];
}
