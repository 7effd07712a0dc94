import { namePattern } from './ids.js';
import { parseRef } from './ref.js';

/** What a grant covers, below the place where its role is assigned. */
export type Scope =
  /** `.`: the place itself. */
  | { readonly kind: 'here' }
  /** `type:*`: every resource of the type. */
  | { readonly kind: 'all'; readonly type: string }
  /** `type:id`: one resource. */
  | { readonly kind: 'one'; readonly ref: string; readonly type: string; readonly id: string }
  /** `type:id/**`: one resource and everything below it; `ref` is `type:id`. */
  | { readonly kind: 'below'; readonly ref: string; readonly type: string; readonly id: string };

const below = '/**';
const all = ':*';

/** `undefined` for a text that reads as nothing: INVALID_ID. Ids cannot contain `*`, so a text has one meaning. */
export function parseScope(text: string): Scope | undefined {
  if (text === '.') return { kind: 'here' };
  if (text.endsWith(all)) {
    const type = text.slice(0, -all.length);
    return namePattern.test(type) ? { kind: 'all', type } : undefined;
  }
  const subtree = text.endsWith(below);
  const ref = subtree ? text.slice(0, -below.length) : text;
  const parsed = parseRef(ref);
  return parsed && { kind: subtree ? 'below' : 'one', ref, ...parsed };
}

export function printScope(scope: Scope): string {
  switch (scope.kind) {
    case 'here':
      return '.';
    case 'all':
      return scope.type + all;
    case 'one':
      return scope.ref;
    case 'below':
      return scope.ref + below;
    default:
      return scope satisfies never;
  }
}
