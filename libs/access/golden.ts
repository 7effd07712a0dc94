import type { LedgerEvent } from '#events/event.js';
import type { ModelReference } from '#events/organization.js';
import type { ModelDocument, ModelTest, OneOrMany } from '#model/document.js';
import type { Fault } from '#model/errors.js';
import { normalizeGrant } from '#model/grant.js';
import { modelHash } from '#model/hash.js';
import { pointer } from '#model/pointer.js';
import { Access } from './access.js';
import { explain, type Explanation, type Reason } from './explain.js';
import { rolesCreated } from './founding.js';

/** An expectation of a test that does not hold. `path` points at the permission, `reason` is what a check answers. */
export type Failure = Fault & { readonly test: string; readonly reason: Reason };

/**
 * Runs the tests of a valid document, each on an organization of its own, and answers with what does not hold.
 * Validation has seen to it that tests speak only of what exists.
 */
export function runModelTests(document: ModelDocument): Failure[] {
  const { name, version } = document;
  const model = { name, version, hash: modelHash(document), document };
  return (document.tests ?? []).flatMap((test, index) => runTest(document, model, test, index));
}

function runTest(document: ModelDocument, model: ModelReference, test: ModelTest, index: number): Failure[] {
  const root = rootOf(document);
  const access = new Access();
  [...foundation(document, model, test, root), ...population(test, root)].forEach((event, revision) => {
    access.evolve({ ...event, revision, time: 0, actor: 'operator:tests' });
  });
  const users = Object.keys(test.users ?? {});
  return test.expect.flatMap(({ user, resource, allow = [], deny = [] }, line) => {
    const judge = (expected: 'allow' | 'deny') => (permission: string, item: number) => {
      const { decision, reason } = ask(access, users.indexOf(user), permission, resolve(resource, root));
      if (decision === (expected === 'allow')) return [];
      const path = pointer('tests', index, 'expect', line, expected, item);
      const wanted = expected === 'allow' ? 'should be allowed' : 'should be denied';
      const detail = `in \`${test.name}\`, \`${user}\` ${wanted} \`${permission}\` on \`${resource}\`, but the answer is ${reason}`;
      return [{ path, code: 'TESTS_FAILED' as const, detail, test: test.name, reason }];
    };
    return [...allow.flatMap(judge('allow')), ...deny.flatMap(judge('deny'))];
  });
}

function ask(access: Access, person: number, permission: string, resource: string): Explanation {
  const view = access.view(access.revision, 0);
  return explain(view, person, view.model.permission(permission), view.find(resource));
}

/** The organization with its resources and roles. */
function* foundation(
  document: ModelDocument,
  model: ModelReference,
  test: ModelTest,
  root: string,
): Generator<LedgerEvent> {
  yield { type: 'OrganizationCreated', data: { name: test.name, root, key: '', model } };
  yield { type: 'ResourceRegistered', data: { resource: root } };
  for (const { ref, parent } of test.resources ?? []) {
    yield { type: 'ResourceRegistered', data: { resource: ref, parent: resolve(parent, root) } };
  }
  yield* rolesCreated(document);
  for (const [id, { grants, assignable_at: own }] of Object.entries(test.roles ?? {})) {
    const assignableAt = own ?? document.custom_roles?.assignable_at ?? [];
    yield {
      type: 'RoleCreated',
      data: { role: id, name: id, kind: 'custom', assignableAt, grants: grants.map(normalizeGrant) },
    };
  }
}

/** Its people, and what is kept on resources for roles and people. */
function* population(test: ModelTest, root: string): Generator<LedgerEvent> {
  const users = Object.keys(test.users ?? {});
  for (const [user, held] of Object.entries(test.users ?? {})) {
    const person = users.indexOf(user);
    yield { type: 'UserActivated', data: { person } };
    for (const { role, place = root } of held) {
      yield { type: 'RoleAssigned', data: { person, role, place: resolve(place, root), source: 'person' } };
    }
  }
  for (const { resource, facet, roles } of test.overrides ?? []) {
    const list = Object.fromEntries(Object.entries(roles).map(([role, level]) => [role, sorted(level)]));
    yield { type: 'DashboardOverridden', data: { resource: resolve(resource, root), facet, roles: list } };
  }
  for (const { user, resource, facet, level } of test.user_levels ?? []) {
    const person = users.indexOf(user);
    const data = { person, resource: resolve(resource, root), facet, level: sorted(level) };
    yield { type: 'PermissionGranted', data };
  }
}

function rootOf({ types }: ModelDocument): string {
  const [type] = Object.entries(types).find(([, { root }]) => root === true)!;
  return `${type}:root`;
}

/** Wherever a test names a resource, `root` alone stands for the root. */
function resolve(ref: string, root: string): string {
  return ref === 'root' ? root : ref;
}

function sorted(names: OneOrMany): readonly string[] {
  return typeof names === 'string' ? [names] : [...new Set(names)].sort();
}
