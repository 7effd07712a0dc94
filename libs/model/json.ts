import type { Fault } from './errors.js';
import { pointer } from './pointer.js';
import { quoted } from './wording.js';

const depthMax = 32;
/** More are of no help to anybody. */
const faultsMax = 100;

/**
 * What of a value is not plain JSON that means the same to every reader: no cycles, no deep nesting, no numbers
 * beyond JSON, no half characters, no key that changes what an object is. None: the value is safe to walk.
 */
export function jsonFaults(value: unknown): Fault[] {
  const faults: Fault[] = [];
  const visit = (value: unknown, steps: readonly PropertyKey[]) => {
    if (faults.length === faultsMax) return;
    const problem = problemOf(value, steps.length);
    if (problem !== undefined) {
      faults.push({ path: pointer(...steps), code: 'MODEL_INVALID', detail: problem });
    } else if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) visit(value[index], [...steps, index]);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) {
        const bad = keyProblem(key);
        if (bad === undefined) visit(member, [...steps, key]);
        else faults.push({ path: pointer(...steps, key), code: 'MODEL_INVALID', detail: bad });
      }
    }
  };
  visit(value, []);
  return faults.slice(0, faultsMax);
}

function problemOf(value: unknown, depth: number): string | undefined {
  switch (typeof value) {
    case 'boolean':
      return undefined;
    case 'string':
      return value.isWellFormed() ? undefined : 'holds half a character, write well-formed Unicode';
    case 'number':
      return Number.isFinite(value) ? undefined : `\`${value}\` is no number of JSON`;
    case 'object':
      if (value === null) return undefined;
      if (depth >= depthMax) return `is nested deeper than ${depthMax} levels`;
      return Array.isArray(value) || isPlain(value) ? undefined : 'is no value of JSON';
    default:
      return 'is no value of JSON';
  }
}

function keyProblem(key: string): string | undefined {
  if (key === '__proto__') return 'the key `__proto__` is not taken, choose another name';
  return key.isWellFormed() ? undefined : `the key ${quoted(key)} holds half a character`;
}

/** An object that inherits from nothing but `Object.prototype`, whichever realm that is of. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
