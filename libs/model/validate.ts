import type { ModelDocument } from './document.js';
import { DomainError, type Fault } from './errors.js';
import { jsonFaults } from './json.js';
import { refusal, refuseIfAny } from './refusal.js';
import { readShape } from './shape.js';
import { derivedFaults } from './validate/derived.js';
import { facetFaults } from './validate/facets.js';
import { inheritanceFaults } from './validate/inheritance.js';
import { migrationFaults } from './validate/migration.js';
import { roleFaults } from './validate/roles.js';
import { ruleFaults } from './validate/rules.js';
import { testFaults } from './validate/tests.js';
import { typeFaults } from './validate/types.js';
import { DocumentVocabulary } from './vocabulary.js';

/** The largest document, in bytes of JSON and of the text that it is read from. */
export const modelBytesMax = 256 * 1024;

/**
 * A valid document: it can be compiled, and its tests can be run. The value is copied and nothing is filled in.
 * MODEL_INVALID with everything that is wrong, each fault at its path; TOO_LARGE above 256 KiB.
 */
export function parseModel(value: unknown): ModelDocument {
  refuseIfAny(jsonFaults(value));
  if (Buffer.byteLength(JSON.stringify(value)) > modelBytesMax) {
    throw new DomainError(
      'TOO_LARGE',
      `the document has more than ${modelBytesMax / 1024} KiB, make it smaller`,
    );
  }
  const { document, faults } = readShape(value);
  if (document === undefined) throw refusal(faults);
  refuseIfAny([...faults, ...modelFaults(document)]);
  return document;
}

/** What is wrong with a document of the right shape. Tests of a model that is not sound would only repeat its faults. */
function modelFaults(document: ModelDocument): Fault[] {
  const vocabulary = new DocumentVocabulary(document);
  const faults = [
    ...typeFaults(document, vocabulary),
    ...facetFaults(document, vocabulary),
    ...inheritanceFaults(document, vocabulary),
    ...derivedFaults(document, vocabulary),
    ...roleFaults(document, vocabulary),
    ...ruleFaults(document, vocabulary),
    ...migrationFaults(document, vocabulary),
  ];
  return faults.length > 0 ? faults : testFaults(document, vocabulary);
}
