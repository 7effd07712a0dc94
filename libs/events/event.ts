import type { OrganizationEvent, ResourceEvent } from './organization.js';
import type { AssignmentEvent, PersonEvent, UserLevelEvent } from './person.js';
import type { RoleEvent } from './role.js';

/** Everything that can stand in the ledger of an organization. */
export type LedgerEvent =
  | OrganizationEvent
  | ResourceEvent
  | RoleEvent
  | PersonEvent
  | AssignmentEvent
  | UserLevelEvent;

export type LedgerEventType = LedgerEvent['type'];

/** Which revision the event is, when it happened and on whose account: what every fold may read. */
export type Occurrence = {
  /** Number of the event in its ledger: 0, 1, 2 ... without gaps. */
  readonly revision: number;
  /** UTC milliseconds; never decreases inside a ledger. */
  readonly time: number;
  /** `person:17`, `operator:root` or `service:crm`. */
  readonly actor: string;
};

/** An event at its place in the ledger. */
export type Fact = LedgerEvent & Occurrence;
