import { DomainError } from '#model/errors.js';

/** What an API key may be good for; none contains another. `write:X` is `write` for the one command X. */
export type Capability =
  | 'check'
  | 'search'
  | 'read'
  | 'audit'
  | 'write'
  | 'act_for'
  | 'sign_in'
  | `write:${string}`;

/** A credential in its own name: platform staff, or a product service. Rights of administration do not bind it. */
export type CredentialCaller = {
  readonly kind: 'operator' | 'service';
  /** `operator:root` or `service:crm`: the credential, and the actor of what it does. */
  readonly via: string;
  /** Name of the credential: both keys of a rotation have the same. */
  readonly name: string;
  /** Whether the organization is there at all for this caller. */
  reaches(organization: string): boolean;
  may(capability: Capability): boolean;
  /** Whether it may send the command in its own name. */
  covers(command: string): boolean;
};

/** A person, through a credential that acts for people. Has exactly the person's own rights. */
export type PersonCaller = {
  readonly kind: 'person';
  readonly via: string;
  readonly name: string;
  readonly user: string;
  reaches(organization: string): boolean;
};

export type Caller = CredentialCaller | PersonCaller;

export function operatorCaller(name: string): CredentialCaller {
  return {
    kind: 'operator',
    via: `operator:${name}`,
    name,
    reaches: () => true,
    may: () => true,
    covers: () => true,
  };
}

export function serviceCaller(
  name: string,
  organizations: readonly string[] | '*',
  capabilities: readonly Capability[],
): CredentialCaller {
  const reach = organizations === '*' ? undefined : new Set(organizations);
  const able: ReadonlySet<string> = new Set(capabilities);
  return {
    kind: 'service',
    via: `service:${name}`,
    name,
    reaches: (organization) => reach === undefined || reach.has(organization),
    may: (capability) => able.has(capability),
    covers: (command) => {
      if (command === 'RecordFirstAccess') return able.has('sign_in');
      if (command === 'CreateOrganization' && reach !== undefined) return false;
      return able.has('write') || able.has(`write:${command}`);
    },
  };
}

/**
 * The person that the caller acts for. What the credential reaches stays the limit.
 *
 * @throws DomainError FORBIDDEN for a caller that may not act for people
 */
export function actingFor(caller: Caller, user: string): PersonCaller {
  if (caller.kind === 'person' || !caller.may('act_for')) {
    const detail =
      'this credential may not act for people, leave `Grantline-Actor` out or use a key with `act_for`';
    throw new DomainError('FORBIDDEN', detail);
  }
  const { via, name, reaches } = caller;
  return { kind: 'person', via, name, user, reaches };
}

/** @throws DomainError FORBIDDEN for anybody but platform staff in their own name */
export function operatorOf(caller: Caller): CredentialCaller {
  if (caller.kind === 'operator') return caller;
  throw new DomainError('FORBIDDEN', 'only an operator may do this, send the key of one');
}
