import type { ModelDocument } from '../document.js';
import type { Fault } from '../errors.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { quoted } from '../wording.js';
import { fault, type Steps, unless } from './fault.js';

/** Types at whose resources roles can be assigned: they exist and have a line under `assignments`. */
export function placeFaults(
  { assignments }: ModelDocument,
  { types: known }: DocumentVocabulary,
  types: readonly string[],
  at: Steps,
): Fault[] {
  return types.flatMap((type, index) => {
    const here = [...at, index];
    if (!known.has(type)) return [fault(here, `there is no type ${quoted(type)}`)];
    const detail = `nobody can hold a role at ${quoted(type)}, add it to \`assignments\``;
    return unless(Object.hasOwn(assignments, type), here, detail);
  });
}
