import { malformed, parseAsOf, parseAtLeast, type When } from '../questions/as-of.js';

/** The resource of a question. */
export type Target = {
  readonly resourceType: string;
  readonly resource: string;
  /** Ref that an unregistered resource is said to lie in. */
  readonly parent: string | undefined;
};

/** One check, as it was asked. What an AuthZEN request holds beyond this is ignored, as that standard demands. */
export type Question = Target & {
  readonly subjectType: string;
  readonly subject: string;
  readonly permission: string;
};

/** What a request says in `context.grantline`. */
export type Options = When & { readonly explain: boolean };

export type Members = Readonly<Record<string, unknown>>;

/** @throws DomainError MALFORMED with the path of what is missing or of a wrong type */
export function parseQuestion(body: Members, defaults: Members = body, path = ''): Question {
  const subject = entity(own(body, defaults, 'subject'), `${path}/subject`);
  const action = entity(own(body, defaults, 'action'), `${path}/action`);
  const target = own(body, defaults, 'resource');
  return {
    subjectType: text(subject['type'], `${path}/subject/type`),
    subject: text(subject['id'], `${path}/subject/id`),
    permission: text(action['name'], `${path}/action/name`),
    ...parseTarget(target, path),
  };
}

export function parseTarget(value: unknown, path: string): Target {
  const resource = entity(value, `${path}/resource`);
  return {
    resourceType: text(resource['type'], `${path}/resource/type`),
    resource: text(resource['id'], `${path}/resource/id`),
    parent: parentOf(resource, path),
  };
}

/** What is there in the item takes the place of the whole default. */
function own(item: Members, defaults: Members, name: string): unknown {
  const value = item[name];
  return value === undefined ? defaults[name] : value;
}

const noOptions: Options = { explain: false };

export function parseOptions(context: unknown, path = '/context'): Options {
  if (context === undefined) return noOptions;
  const ours = entity(context, path)['grantline'];
  if (ours === undefined) return noOptions;
  const { asOf, atLeast, explain } = entity(ours, `${path}/grantline`);
  if (explain !== undefined && typeof explain !== 'boolean') {
    throw malformed(`${path}/grantline/explain`, '`explain` must be `true` or `false`');
  }
  return {
    explain: explain ?? false,
    ...(asOf !== undefined && { asOf: parseAsOf(asOf, `${path}/grantline/asOf`) }),
    ...(atLeast !== undefined && { atLeast: parseAtLeast(atLeast, `${path}/grantline/atLeast`) }),
  };
}

/** Something with members. */
export function entity(value: unknown, path: string): Members {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  const what = path.slice(path.lastIndexOf('/') + 1);
  throw malformed(path, path === '' ? 'the body must be an object' : `\`${what}\` must be an object`);
}

export function text(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  throw malformed(path, `\`${path.slice(path.lastIndexOf('/') + 1)}\` must be a string`);
}

function parentOf(resource: Members, path: string): string | undefined {
  const { properties } = resource;
  if (properties === undefined) return undefined;
  const { parent } = entity(properties, `${path}/resource/properties`);
  return parent === undefined ? undefined : text(parent, `${path}/resource/properties/parent`);
}
