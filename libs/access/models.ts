import type { ModelReference } from '#events/organization.js';
import { CompiledModel } from '#model/compiled.js';
import type { ModelDocument } from '#model/document.js';

const compiled = new Map<string, CompiledModel>();

/** The compiled form of a published document; organizations on the same document share it. */
export function compiledModel({ hash, document }: ModelReference): CompiledModel {
  let model = compiled.get(hash);
  if (model === undefined) {
    // A document in a ledger was validated when it was published.
    model = new CompiledModel(document as ModelDocument);
    compiled.set(hash, model);
  }
  return model;
}
