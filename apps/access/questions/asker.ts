import { mayAny } from '#access/rights.js';
import type { Ledger } from '#ledger/ledger.js';
import type { Ledgers } from '#ledger/ledgers.js';
import type { AdministrationAction } from '#model/document.js';
import { DomainError } from '#model/errors.js';
import { organizationIdFault } from '#model/ids.js';
import type { Caller, Capability } from '#platform/caller.js';
import type { When } from './as-of.js';

/** Somebody who belongs to an organization, or whose credential reaches it, and the organization's ledger. */
export class Asker {
  constructor(
    readonly caller: Caller,
    readonly ledger: Ledger,
    /** Number of the person who asks; `undefined` for an operator or a service in its own name. */
    readonly person: number | undefined,
  ) {}

  /** Refuses a service without the capability. */
  needs(...capabilities: readonly Capability[]): void {
    needs(this.caller, ...capabilities);
  }

  /** Whether the person has any of the rights at the node, on the present state. A resource that is not there: no. */
  hasRight(actions: readonly AdministrationAction[], ref?: string): boolean {
    const { person } = this;
    if (person === undefined) return true;
    const view = this.ledger.live();
    const node = ref === undefined ? view.access.root : view.find(ref);
    return node !== undefined && mayAny(view, person, actions, node);
  }

  /** Refuses a person without any of the rights, at the resource or, where none is named, at the root. */
  needsRight(actions: readonly AdministrationAction[], ref?: string): void {
    if (this.hasRight(actions, ref)) return;
    const rights = actions.map((action) => `\`${action}\``).join(' or ');
    throw new DomainError('FORBIDDEN', `this needs the right ${rights} there`);
  }

  /** Whether it is the person's own user id. */
  isSelf(user: string): boolean {
    return this.caller.kind === 'person' && this.caller.user === user;
  }

  /**
   * Refuses who may not read it: it needs `read` of a service, and any of the rights of a person, at the resource or
   * else at the root. With `asOf` it is history.
   */
  mayRead(when: When, actions: readonly AdministrationAction[], ref?: string): void {
    this.needs('read');
    this.needsRight(actions, ref);
    if (when.asOf !== undefined) this.needsHistory(ref);
  }

  /** Refuses who may not read the past: it needs `audit` of a service, and `view_audit` of a person. */
  needsHistory(ref?: string): void {
    this.needs('audit');
    this.needsRight(['view_audit'], ref);
  }
}

/** Refuses a service without the capability. */
export function needs(caller: Caller, ...capabilities: readonly Capability[]): void {
  if (caller.kind === 'person') return;
  const lacking = capabilities.find((capability) => !caller.may(capability));
  if (lacking !== undefined)
    throw new DomainError('FORBIDDEN', `this key lacks the capability \`${lacking}\``);
}

/**
 * @throws DomainError INVALID_ID, or UNKNOWN_ORGANIZATION also for every organization that the caller does not belong to
 */
export async function askerIn(ledgers: Ledgers, organization: string, caller: Caller): Promise<Asker> {
  refuseUnreached(organization, caller);
  return askerOf(ledgers.peek(organization) ?? (await ledgers.open(organization)), caller);
}

/** The same, at once, where the ledger is in memory. */
export function askerInMemory(ledgers: Ledgers, organization: string, caller: Caller): Asker | undefined {
  const ledger = ledgers.peek(organization);
  if (ledger === undefined) return undefined;
  refuseUnreached(organization, caller);
  return askerOf(ledger, caller);
}

/** Refuses an id that no organization can have and, unless one is about to begin, what the credential does not reach. */
export function refuseUnreached(organization: string, caller: Caller, begins = false): void {
  const fault = organizationIdFault(organization);
  if (fault !== undefined) throw new DomainError('INVALID_ID', `the id of the organization ${fault}`);
  if (!begins && !caller.reaches(organization)) throw unknownOrganization(organization);
}

/** @throws DomainError UNKNOWN_ORGANIZATION for a person who is no active member */
export function askerOf(ledger: Ledger, caller: Caller): Asker {
  if (caller.kind !== 'person') return new Asker(caller, ledger, undefined);
  const person = ledger.directory.find(caller.user);
  if (person === undefined || ledger.live().status(person) !== 'active') {
    throw unknownOrganization(ledger.organization);
  }
  return new Asker(caller, ledger, person);
}

export function unknownOrganization(organization: string): DomainError {
  return new DomainError('UNKNOWN_ORGANIZATION', `there is no organization \`${organization}\``);
}
