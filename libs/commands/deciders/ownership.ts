import type { ResourceType } from '#model/compiled.js';
import { quoted } from '#model/wording.js';
import { typeName, type Deliberation, type Events } from '../deliberation.js';
import { refuse } from '../refuse.js';
import { permit } from '../rights.js';
import type { CommandData } from '../schema.js';

/** The owner hands a place over. Where it has none, an operator names the first. */
export function transferOwnership(d: Deliberation, { place, to }: CommandData<'TransferOwnership'>): Events {
  const type = d.type(place);
  const role = type === undefined ? undefined : ownerRole(d, type);
  if (type !== undefined && role === undefined) {
    const what = `places of type ${quoted(type.name)} have no owner in model ${quoted(d.model.name)}`;
    refuse('NOT_AVAILABLE_IN_MODEL', what);
  }
  const node = d.find(place);
  const owner = role === undefined || node === undefined ? undefined : holderOf(d, role, node);
  permitOwner(d, place, owner);
  const person = d.context.directory.find(to);
  if (person === undefined || d.view.status(person) !== 'active') {
    refuse('NOT_A_MEMBER', `${quoted(to)} is not an active member`);
  }
  const at = d.resource(place);
  if (role === undefined) refuse('UNKNOWN_TYPE', `the model has no type ${quoted(typeName(place))}`);
  if (person === owner) return [];
  if (type?.perUser === 'one' && d.rolesAt(person, at).length > 0) {
    const what = `${quoted(place)} takes one role a person, revoke the one that ${quoted(to)} holds first`;
    refuse('ROLE_ALREADY_HELD_AT_SCOPE', what);
  }
  const from = owner === undefined ? {} : { from: owner };
  return [
    { type: 'OwnershipTransferred', data: { place, role: d.access.roles.id(role), ...from, to: person } },
  ];
}

function permitOwner(d: Deliberation, place: string, owner: number | undefined): void {
  const { caller } = d.context;
  if (caller.kind === 'exempt') permit(d, 'TransferOwnership', []);
  else if (owner === undefined || caller.person !== owner) {
    refuse('NOT_THE_OWNER', `only the owner of ${quoted(place)} hands it over`);
  }
}

/** The role that one person holds at each place of the type. */
function ownerRole(d: Deliberation, { name }: ResourceType): number | undefined {
  for (const number of d.access.roles.standing(d.revision)) {
    const { singleHolder, assignableAt } = d.view.role(number)!;
    if (singleHolder && assignableAt.includes(name)) return number;
  }
  return undefined;
}

function holderOf({ access }: Deliberation, role: number, place: number): number | undefined {
  const { assignments } = access;
  const pair = assignments.pair(role, place);
  const slot = pair === undefined ? -1 : assignments.firstHolder(pair, false);
  return slot < 0 ? undefined : assignments.personOf(slot);
}
