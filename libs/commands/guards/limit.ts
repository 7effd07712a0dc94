import { compiledModel } from '#access/models.js';
import { personValue } from '#access/person-value.js';
import type { LedgerEvent } from '#events/event.js';
import type { CompiledModel } from '#model/compiled.js';
import { quoted } from '#model/wording.js';
import type { Deliberation } from '../deliberation.js';
import { refuse } from '../refuse.js';
import {
  add,
  addDerived,
  beyond,
  effectsAt,
  first,
  has,
  isEmpty,
  supportOf,
  type Effect,
} from './effects.js';
import { givenAt } from './given.js';
import { proposed } from './proposal.js';
import type { Reach } from './reaches.js';
import { narrowedTypes, spotKey, spotsBelow, spotText, type Spot } from './spots.js';
import { translation, type Translation } from './translation.js';

/** So many are judged at a time: a refusal does not wait for the rest. */
const chunk = 16;

/** What one person may give with the events of one command. */
export class Limit {
  private readonly models: readonly CompiledModel[];
  private readonly words: Translation;
  private readonly narrowed: ReadonlySet<string>;
  /** What each derived permission follows from. */
  private readonly supports: ReadonlyMap<number, Effect>;
  private readonly spots = new Map<number, readonly Spot[]>();
  private readonly own = new Map<string, Effect>();

  constructor(
    private readonly d: Deliberation,
    private readonly giver: number,
    private readonly events: readonly LedgerEvent[],
  ) {
    const upgrade = events.find((event) => event.type === 'OrganizationModelUpgraded');
    const next = upgrade === undefined ? d.model : compiledModel(upgrade.data.model);
    this.models = [...new Set([d.model, next])];
    this.words = translation(next, d.model);
    this.narrowed = narrowedTypes(d.access, events);
    this.supports = supportOf(d.model);
  }

  /** Refuses what anybody reached gains and the giver does not hold. */
  hold(reaches: readonly Reach[]): void {
    const gained = new Map<number, Effect[]>();
    for (let at = 0; at < reaches.length; at += chunk) this.holdSome(reaches.slice(at, at + chunk), gained);
    for (const [below, gains] of gained) this.holdTogether(this.below(below), gains);
  }

  /** Whether the giver holds all of it, and everything it can lead to together with what somebody has already. */
  covers(reach: Reach): boolean {
    const effects = this.effects(reach);
    return this.below(reach.below).every((spot, index) => {
      const effect = effects[index]!;
      if (isEmpty(effect)) return true;
      return isEmpty(beyond(effect, this.ownAt(spot))) && this.consequences(effect, spot).length === 0;
    });
  }

  private holdSome(reaches: readonly Reach[], gained: Map<number, Effect[]>): void {
    const { access, context } = this.d;
    const before = reaches.map((reach) => this.effects(reach));
    const after = proposed(access, this.events, context.now, () =>
      reaches.map((reach) => this.effects(reach).map((effect) => this.words.effect(effect))),
    );
    reaches.forEach(({ below, of, whole }, index) => {
      this.below(below).forEach((spot, at) => {
        const gain = whole ? after[index]![at]! : beyond(after[index]![at]!, before[index]![at]!);
        if (isEmpty(gain)) return;
        const exceeding = first(beyond(gain, this.ownAt(spot)));
        if (exceeding !== undefined) this.refuse(exceeding, spot);
        if (of === 'person') return;
        const gains = gained.get(below) ?? [];
        gained.set(below, gains);
        if (gains[at] === undefined) gains[at] = gain;
        else add(gains[at], gain);
      });
    });
  }

  /** Refuses what follows for somebody from what their role gains and what they may have by others besides. */
  private holdTogether(spots: readonly Spot[], gains: readonly (Effect | undefined)[]): void {
    const { model, view } = this.d;
    spots.forEach((spot, at) => {
      const gain = gains[at];
      const consequences = gain === undefined ? [] : this.consequences(gain, spot);
      if (gain === undefined || consequences.length === 0) return;
      const given = givenAt(view, spot, this.narrowed);
      for (const permission of consequences) {
        const together = gain.slice();
        // Whoever had it already gains nothing.
        for (const effect of given) if (!has(effect, permission)) add(together, effect);
        addDerived(model, together);
        if (has(together, permission)) this.refuse(permission, spot);
      }
    });
  }

  /** Derived permissions that what is given takes part in and that the giver does not hold. */
  private consequences(given: Effect, spot: Spot): number[] {
    return [...this.supports].flatMap(([permission, support]) =>
      !has(this.ownAt(spot), permission) && support.some((bits, word) => (bits & given[word]!) !== 0)
        ? [permission]
        : [],
    );
  }

  private effects({ below, instant, value }: Reach): Effect[] {
    const { access } = this.d;
    const spots = this.below(below);
    return effectsAt(access.view(access.revision, instant), spots, this.narrowed, value);
  }

  private ownAt(spot: Spot): Effect {
    const key = spotKey(spot);
    let own = this.own.get(key);
    if (own === undefined) {
      const alone = [{ ...spot, within: -1 }];
      [own] = effectsAt(this.d.view, alone, this.narrowed, (view, facet, target, asked) =>
        personValue(view, this.giver, facet, target, asked),
      );
      this.own.set(key, own!);
    }
    return own!;
  }

  private below(node: number): readonly Spot[] {
    let spots = this.spots.get(node);
    if (spots === undefined) {
      this.spots.set(node, (spots = spotsBelow(this.d.access, this.models, this.narrowed, node)));
    }
    return spots;
  }

  private refuse(permission: number, spot: Spot): never {
    const what = `this gives ${quoted(this.words.names[permission]!)} on ${spotText(this.d.access, spot)}`;
    return refuse('GRANT_EXCEEDS_OWN', `${what}, which you do not hold there yourself`);
  }
}
