import type { Warning } from '#commands/context.js';
import type { PresentedImpact } from '../present-impact.js';
import type { PresentedEvent } from '../present.js';
import type { Refusal } from '../refusals/refusal.js';
import type { Entry } from './entry.js';
import type { Remembered } from './idempotency.js';

/** What a request came to, on the state it was decided on. */
export type Outcome =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'unchanged'; readonly revision: number; readonly warnings: readonly Warning[] }
  | {
      readonly kind: 'dry';
      readonly revision: number;
      readonly events: readonly PresentedEvent[];
      readonly impact: PresentedImpact;
      readonly warnings: readonly Warning[];
    }
  | { readonly kind: 'repeat'; readonly remembered: Remembered }
  | { readonly kind: 'refused'; readonly error: unknown; readonly refusal?: Refusal };
