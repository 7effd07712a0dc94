import { explainAll } from '#access/explain.js';
import type { View } from '#access/view.js';
import { where } from '#access/where.js';
import { who } from '#access/who.js';
import type { Command, Ref } from '#client/commands.js';
import type { SubmitOptions } from '#client/organization.js';
import type { ListOptions, QuestionOptions } from '#client/organization-calls.js';
import type { HeldPermission, Holder, User, UserFilter } from '#client/people.js';
import type { Explanation, Question, Target } from '#client/questions.js';
import type { OrganizationDetails } from '#client/resources.js';
import type { Role } from '#client/roles.js';
import type {
  Difference,
  DifferenceFilter,
  Submitted,
  TrailEntry,
  TrailFilter,
  TrailOrder,
} from '#client/trail.js';
import type { Ledger } from '#ledger/ledger.js';
import type { Ledgers } from '#ledger/ledgers.js';
import { DomainError } from '#model/errors.js';
import { quoted } from '#model/wording.js';
import type { Organization, Pages } from '../source.js';
import { difference } from './difference.js';
import { dryRun } from './dry-run.js';
import { viewAt } from './moment.js';
import { listed } from './pages.js';
import { holdersOf, userRows } from './people.js';
import { explained, place, presentedStep } from './question.js';
import { roleRows } from './roles.js';
import { follow, trail } from './trail.js';

/** One organization, answered from its ledger alone. */
export class FolderOrganization implements Organization {
  constructor(
    private readonly id: string,
    private readonly ledgers: Ledgers,
  ) {}

  async details(options: QuestionOptions = {}): Promise<OrganizationDetails> {
    const { view } = await this.#at(options);
    const { access, revision } = view;
    const { name, version, hash } = access.modelReference(revision);
    return {
      organization: this.id,
      name: access.tree.name(access.root, revision) ?? this.id,
      status: view.isClosed ? 'closed' : 'active',
      model: { name, version, hash },
      root: ref(view, access.root),
      revision,
      createdOn: new Date(access.history.time(0)).toISOString(),
    };
  }

  async explain(question: Question, options: QuestionOptions = {}): Promise<Explanation> {
    const { view, ledger } = await this.#at(options);
    return explained(view, ledger.directory, question);
  }

  searchSubjects(
    { permission, ...target }: Target & { readonly permission: string },
    options: ListOptions = {},
  ): Pages<string> {
    return listed(async () => {
      const { view, ledger } = await this.#at(options);
      const number = view.model.permission(permission);
      const { view: at, node } = place(view, target);
      const found = number === undefined || node === undefined ? [] : [...who(at, number, node)];
      const items = found.sort((a, b) => a - b).map((person) => ledger.directory.name(person));
      return { revision: view.revision, items };
    });
  }

  searchResources(
    { user, permission, type }: { readonly user: string; readonly permission: string; readonly type: string },
    options: ListOptions = {},
  ): Pages<Ref> {
    return listed(async () => {
      const { view, ledger } = await this.#at(options);
      const [person, number] = [ledger.directory.find(user), view.model.permission(permission)];
      const nodes = person === undefined || number === undefined ? [] : where(view, person, number, type);
      return { revision: view.revision, items: [...nodes].map((node) => ref(view, node)) };
    });
  }

  permissionsOf(user: string, resource: Ref, options: ListOptions = {}): Pages<HeldPermission> {
    return listed(async () => {
      const { view, ledger } = await this.#at(options);
      const [person, node] = [ledger.directory.find(user), view.find(resource)];
      if (person === undefined || view.status(person) === undefined) {
        throw new DomainError('NOT_A_MEMBER', `${quoted(user)} is no member of this organization`);
      }
      if (node === undefined) throw new DomainError('UNKNOWN_RESOURCE', `there is no ${quoted(resource)}`);
      const items = explainAll(view, person, node).map(({ permission, because }) => ({
        permission: view.model.permissions[permission]!,
        because: because.map((chain) => chain.map((step) => presentedStep(step, ledger.directory))),
      }));
      return { revision: view.revision, items };
    });
  }

  roles(options: ListOptions = {}): Pages<Role> {
    return listed(async () => {
      const { view, ledger } = await this.#at(options);
      return { revision: view.revision, items: roleRows(view, ledger.directory) };
    });
  }

  users(options: UserFilter & ListOptions = {}): Pages<User> {
    return listed(async () => {
      const { view, ledger } = await this.#at(options);
      return { revision: view.revision, items: userRows(view, ledger.directory, options) };
    });
  }

  holdersOf(role: string, options: ListOptions = {}): Pages<Holder> {
    return listed(async () => {
      const { view, ledger } = await this.#at(options);
      const number = view.access.roles.number(role);
      if (number === undefined || view.role(number) === undefined) {
        throw new DomainError('ROLE_NOT_FOUND', `there is no role ${quoted(role)}`);
      }
      return { revision: view.revision, items: holdersOf(view, ledger.directory, role) };
    });
  }

  events(filter: TrailFilter & TrailOrder = {}): Pages<TrailEntry> {
    return trail(() => this.#ledger(), filter);
  }

  follow(
    filter: TrailFilter & { readonly signal?: AbortSignal | undefined } = {},
  ): AsyncIterable<TrailEntry> {
    return follow(() => this.#ledger(), filter);
  }

  async diff(filter: DifferenceFilter): Promise<Difference> {
    return difference(await this.#ledger(), filter);
  }

  send(commands: readonly Command[], options: SubmitOptions = {}): Promise<Submitted> {
    return dryRun(this.ledgers, this.id, commands, options);
  }

  async #at(options: QuestionOptions): Promise<{ readonly ledger: Ledger; readonly view: View }> {
    const ledger = await this.#ledger();
    return { ledger, view: await viewAt(ledger, options) };
  }

  #ledger(): Promise<Ledger> {
    return this.ledgers.open(this.id);
  }
}

function ref(view: View, node: number): Ref {
  // The fold names resources as `type:id`.
  return view.ref(node) as Ref;
}
