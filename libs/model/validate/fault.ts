import type { Code, Fault } from '../errors.js';
import { pointer } from '../pointer.js';

export type Steps = readonly PropertyKey[];

export function fault(steps: Steps, detail: string, code: Code = 'MODEL_INVALID'): Fault {
  return { path: pointer(...steps), code, detail };
}
