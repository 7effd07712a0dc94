import type { ModelDocument, ModelTest } from '../document.js';
import type { Fault } from '../errors.js';
import { parseRef } from '../ref.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { quoted } from '../wording.js';
import { type Steps, unless } from './fault.js';

/** The names that are known inside one test. */
export class TestNames {
  /** Type by ref. */
  readonly resources = new Map<string, string>();
  /** Types of the places where it can be assigned, by role. */
  readonly roles = new Map<string, readonly string[]>();
  readonly users: ReadonlySet<string>;

  constructor(
    { roles = {}, custom_roles: custom }: ModelDocument,
    { rootType }: DocumentVocabulary,
    test: ModelTest,
  ) {
    if (rootType !== undefined) {
      this.resources.set('root', rootType);
      this.resources.set(`${rootType}:root`, rootType);
    }
    for (const { ref } of test.resources ?? []) {
      const type = parseRef(ref)?.type;
      if (type !== undefined) this.resources.set(ref, type);
    }
    for (const [id, role] of Object.entries(roles)) this.roles.set(id, role.assignable_at);
    for (const [id, role] of Object.entries(test.roles ?? {})) {
      this.roles.set(id, role.assignable_at ?? custom?.assignable_at ?? []);
    }
    this.users = new Set(Object.keys(test.users ?? {}));
  }

  resourceFaults(ref: string, at: Steps): Fault[] {
    const detail = `the test has no resource ${quoted(ref)}, add it to its \`resources\``;
    return unless(this.resources.has(ref), at, detail, 'UNKNOWN_RESOURCE');
  }

  roleFaults(role: string, at: Steps): Fault[] {
    const detail = `neither the model nor the test has a role ${quoted(role)}`;
    return unless(this.roles.has(role), at, detail, 'ROLE_NOT_FOUND');
  }

  userFaults(user: string, at: Steps): Fault[] {
    const detail = `the test has no user ${quoted(user)}, add a line under its \`users\``;
    return unless(this.users.has(user), at, detail, 'NOT_A_MEMBER');
  }
}
