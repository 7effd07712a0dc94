import type { ModelDocument, ModelTest, OneOrMany } from '../document.js';
import type { Fault } from '../errors.js';
import { levelFaults } from '../grant.js';
import { own } from '../own.js';
import { pointer } from '../pointer.js';
import type { DocumentVocabulary } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { fault, type Steps, unless } from './fault.js';
import type { TestNames } from './test-names.js';

export function overrideFaults(
  { facets }: ModelDocument,
  vocabulary: DocumentVocabulary,
  { overrides = [] }: ModelTest,
  names: TestNames,
  at: Steps,
): Fault[] {
  return overrides.flatMap(({ resource, facet, roles }, index) => {
    const here = [...at, 'overrides', index];
    const offered = !vocabulary.facets.has(facet) || own(facets, facet)?.override !== undefined;
    const none = 'names no role, an override exists only while it names one';
    return [
      ...slotFaults(vocabulary, names, resource, facet, here),
      ...unless(
        offered,
        [...here, 'facet'],
        `facet ${quoted(facet)} knows no overrides`,
        'OVERRIDE_NOT_AVAILABLE',
      ),
      ...unless(Object.keys(roles).length > 0, [...here, 'roles'], none, 'EMPTY_OVERRIDE'),
      ...Object.entries(roles).flatMap(([role, level]) => [
        ...names.roleFaults(role, [...here, 'roles', role]),
        ...valueFaults(vocabulary, facet, level, [...here, 'roles', role]),
      ]),
    ];
  });
}

export function userLevelFaults(
  { facets }: ModelDocument,
  vocabulary: DocumentVocabulary,
  { user_levels: levels = [] }: ModelTest,
  names: TestNames,
  at: Steps,
): Fault[] {
  return levels.flatMap(({ user, resource, facet, level }, index) => {
    const here = [...at, 'user_levels', index];
    const offered = !vocabulary.facets.has(facet) || own(facets, facet)?.user_grants !== undefined;
    const detail = `facet ${quoted(facet)} knows no levels of users`;
    return [
      ...names.userFaults(user, [...here, 'user']),
      ...slotFaults(vocabulary, names, resource, facet, here),
      ...unless(offered, [...here, 'facet'], detail, 'USER_GRANTS_NOT_AVAILABLE'),
      ...valueFaults(vocabulary, facet, level, [...here, 'level']),
    ];
  });
}

export function expectFaults(
  vocabulary: DocumentVocabulary,
  test: ModelTest,
  names: TestNames,
  at: Steps,
): Fault[] {
  return test.expect.flatMap(({ user, resource, allow = [], deny = [] }, index) => {
    const here = [...at, 'expect', index];
    const unknown = (list: readonly string[], key: string) =>
      list.flatMap((name, place) =>
        unless(
          vocabulary.knowsPermission(name),
          [...here, key, place],
          `there is no permission ${quoted(name)}`,
        ),
      );
    const both = allow.filter((name) => deny.includes(name));
    return [
      ...names.userFaults(user, [...here, 'user']),
      ...names.resourceFaults(resource, [...here, 'resource']),
      ...unknown(allow, 'allow'),
      ...unknown(deny, 'deny'),
      ...unless(both.length === 0, here, `${listed(both)} cannot be allowed and denied, keep one`),
      ...unless(allow.length + deny.length > 0, here, 'expects nothing, add `allow` or `deny`'),
    ];
  });
}

/** A value is kept at a resource for a facet of its type. */
function slotFaults(
  vocabulary: DocumentVocabulary,
  names: TestNames,
  resource: string,
  name: string,
  at: Steps,
): Fault[] {
  const here = [...at, 'facet'];
  const facet = vocabulary.facets.get(name);
  if (facet === undefined) return [fault(here, `the model has no facet ${quoted(name)}`, 'UNKNOWN_FACET')];
  const type = names.resources.get(resource);
  if (type === undefined) return names.resourceFaults(resource, [...at, 'resource']);
  const detail = `facet ${quoted(name)} lives on ${quoted(facet.type)}, not on ${quoted(type)}`;
  return unless(type === facet.type, here, detail, 'FACET_NOT_ON_TYPE');
}

function valueFaults(vocabulary: DocumentVocabulary, name: string, level: OneOrMany, at: Steps): Fault[] {
  const facet = vocabulary.facets.get(name);
  if (facet === undefined) return [];
  return levelFaults(facet, level).map((inner) => ({ ...inner, path: pointer(...at) + inner.path }));
}
