import type { Access } from '../access.js';
import type { Boundaries } from '../boundaries.js';
import type { View } from '../view.js';
import { type Difference, differencesInSteps } from './differences.js';

/**
 * What each event of a stretch did, against the state before it, each state at the instant of its event. It costs what
 * the event is about and what that reaches: what time began or ended on the way is looked up once for the stretch.
 */
export class Steps {
  private readonly boundaries: Pick<Boundaries, 'between'>;
  /** The state that was asked about last: most often it is the one before the next. */
  private last: View | undefined;

  /** Both are revisions, and both belong to the stretch. */
  constructor(
    private readonly access: Access,
    first: number,
    last: number,
  ) {
    const { boundaries, history } = access;
    this.boundaries = boundaries.within(history.time(Math.max(first - 1, 0)), history.time(last));
  }

  /** The same as `differences` tells of the two states; nothing of the first event, before which nobody could do anything. */
  *of(revision: number): Generator<Difference> {
    if (revision === 0) return;
    const [before, after] = [this.view(revision - 1), this.view(revision)];
    for (const difference of differencesInSteps(before, after, {}, this.boundaries)) {
      if (difference !== undefined) yield difference;
    }
  }

  private view(revision: number): View {
    if (this.last?.revision !== revision) {
      this.last = this.access.view(revision, this.access.history.time(revision));
    }
    return this.last;
  }
}
