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
  type Value,
} from './effects.js';
import { givenAt } from './given.js';
import { proposed } from './proposal.js';
import type { Reach } from './reaches.js';
import { narrowedTypes, spotsBelow, spotText, type Spot } from './spots.js';
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
  /** What the giver holds before the command, by where the spots lie. */
  private readonly own = new Map<number, readonly Effect[]>();

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
    for (const [below, gains] of gained) this.holdTogether(below, gains);
  }

  /** Whether the giver holds all of it, and everything it can lead to together with what somebody has already. */
  covers(reach: Reach): boolean {
    const own = this.ownBelow(reach.below);
    return this.effects(reach).every(
      (effect, at) =>
        isEmpty(effect) ||
        (isEmpty(beyond(effect, own[at]!)) && this.consequences(effect, own[at]!).length === 0),
    );
  }

  private holdSome(reaches: readonly Reach[], gained: Map<number, Effect[]>): void {
    const { access, context } = this.d;
    const before = reaches.map((reach) => this.effects(reach));
    const after = proposed(access, this.events, context.now, () =>
      reaches.map((reach) => this.effects(reach).map((effect) => this.words.effect(effect))),
    );
    reaches.forEach(({ below, of, whole }, index) => {
      const spots = this.below(below);
      after[index]!.forEach((effect, at) => {
        const gain = whole ? effect : beyond(effect, before[index]![at]!);
        if (isEmpty(gain)) return;
        const exceeding = first(beyond(gain, this.ownBelow(below)[at]!));
        if (exceeding !== undefined) this.refuse(exceeding, spots[at]!);
        if (of === 'person') return;
        const gains = gained.get(below) ?? [];
        gained.set(below, gains);
        if (gains[at] === undefined) gains[at] = gain;
        else add(gains[at], gain);
      });
    });
  }

  /** Refuses what follows for somebody from what their role gains and what they may have by others besides. */
  private holdTogether(below: number, gains: readonly (Effect | undefined)[]): void {
    const { model, view } = this.d;
    gains.forEach((gain, at) => {
      const consequences = gain === undefined ? [] : this.consequences(gain, this.ownBelow(below)[at]!);
      if (gain === undefined || consequences.length === 0) return;
      const spot = this.below(below)[at]!;
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
  private consequences(given: Effect, own: Effect): number[] {
    const consequences: number[] = [];
    for (const [permission, support] of this.supports) {
      if (!has(own, permission) && support.some((bits, word) => (bits & given[word]!) !== 0)) {
        consequences.push(permission);
      }
    }
    return consequences;
  }

  private effects({ below, instant, value }: Reach): Effect[] {
    const { access } = this.d;
    const spots = this.below(below);
    return effectsAt(access.view(access.revision, instant), spots, this.narrowed, value);
  }

  private ownBelow(node: number): readonly Effect[] {
    let own = this.own.get(node);
    if (own === undefined) {
      const value: Value = (view, facet, target, asked) =>
        personValue(view, this.giver, facet, target, asked);
      this.own.set(node, (own = effectsAt(this.d.view, this.below(node), this.narrowed, value)));
    }
    return own;
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
