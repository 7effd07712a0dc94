import { permissionsOf } from '#access/check.js';
import { explain } from '#access/explain.js';
import { LEAF, type View } from '#access/view.js';
import { who } from '#access/who.js';
import { parseRef } from '#model/ref.js';
import type { Answer, Question } from './stage.js';

/** Who is who, as far as questions need it. */
export type Names = {
  find(user: string): number | undefined;
  name(person: number): string;
};

/** A view of one organization with the names of its people: what both runs without HTTP ask. */
export class Questions {
  private readonly view: View;
  private readonly node: number | undefined;

  constructor(
    view: View,
    private readonly names: Names,
    { on, parent }: Question,
  ) {
    this.view = view;
    this.node = view.find(on);
    const above = parent === undefined ? undefined : view.find(parent);
    const ref = parseRef(on);
    if (this.node !== undefined || above === undefined || ref === undefined) return;
    if (!view.model.types.get(ref.type)?.under.has(view.type(above))) return;
    this.view = view.withLeaf({ ref: on, type: ref.type, parent: above });
    this.node = LEAF;
  }

  explain(user: string, permission: string): Answer {
    const { view, names } = this;
    const found = explain(view, names.find(user), view.model.permission(permission), this.node);
    return {
      ...found,
      because: found.because.map((chain) =>
        chain.map((step) => ({ ...step, actor: this.actor(step.actor) })),
      ),
      hidden: found.hidden.map(({ code, role, levels }) => ({ code, role, level: levels.names.join() })),
    };
  }

  permissions(user: string): string[] {
    const person = this.names.find(user);
    if (person === undefined || this.node === undefined) return [];
    return permissionsOf(this.view, person, this.node).map((number) => this.view.model.permissions[number]!);
  }

  who(permission: string): string[] {
    const number = this.view.model.permission(permission);
    if (number === undefined || this.node === undefined) return [];
    return [...who(this.view, number, this.node)].map((person) => this.names.name(person));
  }

  private actor(actor: string): string {
    return actor.startsWith('person:') ? this.names.name(Number(actor.slice('person:'.length))) : actor;
  }
}
