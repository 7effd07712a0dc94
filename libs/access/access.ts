import type { Fact } from '#events/event.js';
import type { ModelReference, Settings } from '#events/organization.js';
import type { CompiledModel } from '#model/compiled.js';
import { Assignments, type AssignmentsDump } from './assignments.js';
import { Boundaries, type BoundariesDump } from './boundaries.js';
import { apply } from './evolve.js';
import { History, type HistoryDump } from './history.js';
import { compiledModel } from './models.js';
import { Overrides, type OverridesDump } from './overrides.js';
import { People, type PeopleDump } from './people.js';
import { Roles, type RolesDump } from './roles.js';
import { Subjects, type SubjectsDump } from './subjects.js';
import { subjectsOf } from './subjects-of.js';
import { Timeline, type TimelineDump } from './timeline.js';
import { Tree, type TreeDump } from './tree.js';
import { Undo } from './undo.js';
import { UserLevels, type UserLevelsDump } from './user-levels.js';
import { View } from './view.js';

/** Changes whenever the meaning or the shape of what a dump holds changes: older dumps are then ignored. */
export const FOLD_VERSION = 5;

/** The whole fold in values that structured serialisation takes; parts are large arrays, so keep them apart. */
export type AccessDump = {
  readonly history: HistoryDump;
  readonly subjects: SubjectsDump;
  readonly boundaries: BoundariesDump;
  readonly tree: TreeDump;
  readonly roles: RolesDump;
  readonly assignments: AssignmentsDump;
  readonly people: PeopleDump;
  readonly overrides: OverridesDump;
  readonly userLevels: UserLevelsDump;
  readonly models: TimelineDump<ModelReference>;
  readonly settings: TimelineDump<Settings>;
  readonly closed: TimelineDump<boolean>;
};

/** Key of the values that an organization has once. */
const ONE = 0;

/**
 * Who may do what in one organization, at every revision of its ledger: the one fold that decides commands and answers
 * questions. `evolve` is its only writer.
 */
export class Access {
  readonly undo = new Undo();
  readonly history: History;
  readonly subjects: Subjects;
  readonly boundaries: Boundaries;
  readonly tree: Tree;
  readonly roles: Roles;
  readonly assignments: Assignments;
  readonly people: People;
  readonly overrides: Overrides;
  readonly userLevels: UserLevels;
  private readonly models: Timeline<ModelReference>;
  private readonly settingsOf: Timeline<Settings>;
  private readonly closedOf: Timeline<boolean>;

  /** Parts that are left out of the dump are empty. */
  constructor(dump?: Partial<AccessDump>) {
    this.history = new History(this.undo, dump?.history);
    this.subjects = new Subjects(this.undo, dump?.subjects);
    this.boundaries = new Boundaries(this.undo, dump?.boundaries);
    this.tree = new Tree(this.undo, dump?.tree);
    this.roles = new Roles(this.undo, dump?.roles);
    this.assignments = new Assignments(this.undo, dump?.assignments);
    this.people = new People(this.undo, dump?.people);
    this.overrides = new Overrides(this.undo, dump?.overrides);
    this.userLevels = new UserLevels(this.undo, dump?.userLevels);
    this.models = new Timeline<ModelReference>(this.undo, dump?.models);
    this.settingsOf = new Timeline<Settings>(this.undo, dump?.settings);
    this.closedOf = new Timeline<boolean>(this.undo, dump?.closed);
  }

  /** Revision of the last event that is folded in; -1 before the first. */
  get revision(): number {
    return this.history.revision;
  }

  /** The root resource is the first one that a ledger registers. */
  get root(): number {
    return 0;
  }

  /**
   * Folds in the next event.
   *
   * @throws RangeError when the event does not follow, or cannot be applied: the ledger is damaged or newer than this program
   */
  evolve(fact: Fact): void {
    this.history.record(fact);
    apply(this, fact);
    this.subjects.note(fact.revision, subjectsOf(this, fact));
    this.boundaries.note(fact);
  }

  model(revision: number): CompiledModel {
    return compiledModel(this.modelReference(revision));
  }

  modelReference(revision: number): ModelReference {
    return this.models.get(ONE, revision)!;
  }

  /** Revision of the event that brought the model in force. */
  modelSince(revision: number): number {
    return this.models.sinceOf(ONE, revision)!;
  }

  settings(revision: number): Settings {
    return this.settingsOf.get(ONE, revision) ?? {};
  }

  isClosed(revision: number): boolean {
    return this.closedOf.get(ONE, revision) ?? false;
  }

  useModel(reference: ModelReference, revision: number): void {
    this.models.set(ONE, reference, revision);
  }

  useSettings(settings: Settings, revision: number): void {
    this.settingsOf.set(ONE, settings, revision);
  }

  close(revision: number): void {
    this.closedOf.set(ONE, true, revision);
  }

  /** What questions read: the state at a revision, decided at an instant (UTC milliseconds). */
  view(revision: number, instant: number): View {
    return new View(this, revision, instant);
  }

  dump(): AccessDump {
    return {
      history: this.history.dump(),
      subjects: this.subjects.dump(),
      boundaries: this.boundaries.dump(),
      tree: this.tree.dump(),
      roles: this.roles.dump(),
      assignments: this.assignments.dump(),
      people: this.people.dump(),
      overrides: this.overrides.dump(),
      userLevels: this.userLevels.dump(),
      ...this.dumpOnce(),
    };
  }

  /** What an organization has once. */
  dumpOnce(): Pick<AccessDump, 'models' | 'settings' | 'closed'> {
    return { models: this.models.dump(), settings: this.settingsOf.dump(), closed: this.closedOf.dump() };
  }
}
