import type { core } from 'zod';
import type { ModelDocument } from './document.js';
import type { Fault } from './errors.js';
import { pointer } from './pointer.js';
import { modelSchema } from './schema.js';
import { shapeProblems } from './shape-wording.js';
import { listed } from './wording.js';

/**
 * The value as a document, if it has the shape of one, and what is wrong with its shape. Keys that the language does
 * not know are faults, but the rest is still read: a misspelt key shall not hide everything else.
 */
export function readShape(value: unknown): { readonly document?: ModelDocument; readonly faults: Fault[] } {
  const { data: document, error } = modelSchema.safeParse(value, { error: knownKeys });
  if (error === undefined) return { document, faults: [] };
  const faults = error.issues
    .flatMap((issue) => shapeProblems(issue, value))
    .map(({ path, detail }): Fault => ({ path: pointer(...path), code: 'MODEL_INVALID', detail }));
  if (error.issues.some(({ code }) => code !== 'unrecognized_keys')) return { faults };
  const { data: rest } = modelSchema.safeParse(without(value, error.issues));
  return rest === undefined ? { faults } : { document: rest, faults };
}

/** Only the schema of an object can tell which keys it knows; every other message is made from the issue alone. */
const knownKeys: core.$ZodErrorMap = ({ code, inst }) => {
  const def: object | undefined = inst?._zod.def;
  if (code !== 'unrecognized_keys' || def === undefined) return undefined;
  return 'shape' in def && def.shape instanceof Object ? listed(Object.keys(def.shape)) : undefined;
};

function without(value: unknown, issues: readonly core.$ZodIssue[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const owner = issue.path.reduce<unknown>((at, step) => Reflect.get(Object(at), step), copy);
    for (const key of issue.keys) Reflect.deleteProperty(Object(owner), key);
  }
  return copy;
}
