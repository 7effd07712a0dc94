import { namePattern, resourceIdFault } from './ids.js';

/** A resource as it is written everywhere: `type:id`. The id may contain further colons. */
export type Ref = { readonly type: string; readonly id: string };

/** `undefined` for a text that reads as nothing: INVALID_ID. Whether the model knows the type is another question. */
export function parseRef(text: string): Ref | undefined {
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const type = text.slice(0, colon);
  const id = text.slice(colon + 1);
  return namePattern.test(type) && resourceIdFault(id) === undefined ? { type, id } : undefined;
}
