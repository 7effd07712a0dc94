import type { Access } from '#access/access.js';
import { personValue } from '#access/person-value.js';
import type { View } from '#access/view.js';
import type { LedgerEvent } from '#events/event.js';
import type { CompiledModel } from '#model/compiled.js';
import { quoted } from '#model/wording.js';
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
import { spotsBelow, type Spot } from './spots.js';
import { translation, type Translation } from './translation.js';

/** What giving is judged on. */
export type Ground = {
  readonly access: Access;
  /** UTC milliseconds. */
  readonly now: number;
  /** The model in force, and the one that the command brings, if it does. */
  readonly models: readonly CompiledModel[];
  /** Types that grants are narrowed to, and all types of which every resource is looked at. */
  readonly narrowed: ReadonlySet<string>;
  matters(type: string): boolean;
  /** Nodes from here on are not really there yet. */
  readonly firstToCome: number;
};

/** So many are judged at a time: a refusal does not wait for the rest. */
const chunk = 16;

/** What roles gain at a spot, and what the giver holds there. */
type Gain = { readonly spot: Spot; readonly own: Effect; readonly given: Effect };

/** What one person may give with the events of one command. */
export class Limit {
  private readonly view: View;
  private readonly words: Translation;
  /** What each derived permission follows from. */
  private readonly supports: ReadonlyMap<number, Effect>;
  private readonly spots = new Map<number, readonly Spot[]>();
  /** What the giver holds before the command, by where the spots lie. */
  private readonly own = new Map<number, readonly Effect[]>();

  constructor(
    private readonly giver: number,
    private readonly events: readonly LedgerEvent[],
    private readonly ground: Ground,
  ) {
    const { access, models, now } = ground;
    this.view = access.view(access.revision, now);
    this.words = translation(models.at(-1)!, this.view.model);
    this.supports = supportOf(this.view.model);
  }

  /** Refuses what anybody reached gains and the giver does not hold. */
  hold(reaches: readonly Reach[]): void {
    const gains = new Map<number, Gain>();
    for (let at = 0; at < reaches.length; at += chunk) this.holdSome(reaches.slice(at, at + chunk), gains);
    for (const gain of gains.values()) this.holdTogether(gain);
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

  private holdSome(reaches: readonly Reach[], gains: Map<number, Gain>): void {
    const { access, now } = this.ground;
    const before = reaches.map((reach) => this.effects(reach));
    const after = proposed(access, this.events, now, () =>
      reaches.map((reach) => this.effects(reach).map((effect) => this.words.effect(effect))),
    );
    reaches.forEach(({ below, of, whole }, index) => {
      const [spots, owns] = [this.below(below), this.ownBelow(below)];
      after[index]!.forEach((effect, at) => {
        const given = whole ? effect : beyond(effect, before[index]![at]!);
        if (isEmpty(given)) return;
        const [spot, own] = [spots[at]!, owns[at]!];
        const exceeding = first(beyond(given, own));
        if (exceeding !== undefined) this.refuse(exceeding, spot);
        if (of === 'role' && this.supports.size > 0) note(gains, { spot, own, given });
      });
    });
  }

  /** Refuses what follows for somebody from what their role gains and what they may have by others besides. */
  private holdTogether({ spot, own, given }: Gain): void {
    const consequences = this.consequences(given, own);
    if (consequences.length === 0) return;
    const others = givenAt(this.view, spot.node, this.ground.narrowed);
    for (const permission of consequences) {
      const together = given.slice();
      // Whoever had it already gains nothing.
      for (const effect of others) if (!has(effect, permission)) add(together, effect);
      addDerived(this.view.model, together);
      if (has(together, permission)) this.refuse(permission, spot);
    }
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
    const { access, narrowed } = this.ground;
    const spots = this.below(below);
    return effectsAt(access.view(access.revision, instant), spots, narrowed, value);
  }

  private ownBelow(node: number): readonly Effect[] {
    let own = this.own.get(node);
    if (own === undefined) {
      const value: Value = (view, facet, target, asked) =>
        personValue(view, this.giver, facet, target, asked);
      this.own.set(node, (own = effectsAt(this.view, this.below(node), this.ground.narrowed, value)));
    }
    return own;
  }

  private below(node: number): readonly Spot[] {
    let spots = this.spots.get(node);
    if (spots === undefined) {
      const { access, matters } = this.ground;
      this.spots.set(node, (spots = spotsBelow(access, matters, node)));
    }
    return spots;
  }

  private refuse(permission: number, { node }: Spot): never {
    const what = `this gives ${quoted(this.words.names[permission]!)} on ${this.name(node)}`;
    return refuse('GRANT_EXCEEDS_OWN', `${what}, which you do not hold there yourself`);
  }

  private name(node: number): string {
    const { access, firstToCome } = this.ground;
    if (node < firstToCome) return quoted(access.tree.ref(node));
    const inside = access.tree.path(node, access.revision).find((above) => above < firstToCome)!;
    return `every ${quoted(access.tree.type(node))} to come in ${quoted(access.tree.ref(inside))}`;
  }
}

function note(gains: Map<number, Gain>, gain: Gain): void {
  const known = gains.get(gain.spot.node);
  if (known === undefined) gains.set(gain.spot.node, gain);
  else add(known.given, gain.given);
}
