import { quoted } from '#model/wording.js';
import type { Deliberation, Events } from '../deliberation.js';
import { refuse } from '../refuse.js';
import { permit, permitOperator } from '../rights.js';
import type { CommandData } from '../schema.js';
import { assignable, assigned } from './assigning.js';
import { assignedByCriteria } from './criteria.js';
import { activated, attributesOf, sameAttributes } from './people.js';

export function addUser(d: Deliberation, data: CommandData<'AddUser'>): Events {
  const { user, place = d.root } = data;
  permit(d, 'AddUser', [{ action: 'invite', at: d.find(place) }]);
  const status = d.status(user);
  if (status === 'active' || status === 'suspended') {
    refuse('ALREADY_MEMBER', `${quoted(user)} is a member already`);
  }
  const roles = assignable(d, data.roles ?? [], place);
  d.resource(place);
  return [activated(d, data), ...assigned(d, { user, place, source: 'person' }, roles)];
}

/** Signing in brings nobody back who was suspended or removed. */
export function recordFirstAccess(d: Deliberation, data: CommandData<'RecordFirstAccess'>): Events {
  permitOperator(d, 'RecordFirstAccess');
  const status = d.status(data.user);
  if (status !== undefined && status !== 'invited') return [];
  const attributes = data.attributes ?? attributesOf(d, data.user);
  return [activated(d, data), ...assignedByCriteria(d, data.user, attributes)];
}

export function changeUserAttributes(d: Deliberation, data: CommandData<'ChangeUserAttributes'>): Events {
  const { user, attributes } = data;
  permit(d, 'ChangeUserAttributes', [{ action: 'invite', at: d.access.root }], [user]);
  d.member(user);
  const { person, key } = d.person(user);
  const known = d.context.directory.identity(person);
  if (sameAttributes(known?.attributes ?? {}, attributes)) return [];
  const identity = { ...(known ?? { user }), attributes };
  return [{ type: 'UserAttributesChanged', data: { person, key, identity } }];
}

export function notifyUsers(d: Deliberation, { users, text }: CommandData<'NotifyUsers'>): Events {
  permit(d, 'NotifyUsers', [{ action: 'notify', at: d.access.root }], users);
  const people = users.map((user) => d.member(user));
  return [{ type: 'NotificationRequested', data: { people, text } }];
}
