import type { AssignmentSource } from '#events/grant.js';
import { listed, quoted } from '#model/wording.js';
import type { Before } from './before.js';
import { told, type TrailEvent } from './trail-event.js';
import {
  count,
  grant,
  grants,
  levels,
  on,
  roleLevels,
  turned,
  values,
  who,
  within,
} from './words/phrases.js';

/**
 * An event, or a refused attempt, in one English sentence without a full stop, on one line: what callers sent stands in
 * backticks where it could change how the sentence reads. With `before` it also says what there was.
 */
export function inWords(event: TrailEvent, before: Before = {}): string {
  const by = who(event.actor);
  const { type, data } = told(event);
  switch (type) {
    case 'OrganizationCreated':
      return `${by} created the organization ${quoted(data.name)} on model ${data.model.name}@${data.model.version}`;
    case 'OrganizationRenamed':
      return `${by} renamed the organization${turned(before.name, data.name)}`;
    case 'OrganizationSettingsChanged': {
      const was = before.settings === undefined ? '' : `, before it was: ${values(before.settings)}`;
      return `${by} changed the settings: ${values(data.settings)}${was}`;
    }
    case 'OrganizationModelUpgraded': {
      const from = before.model === undefined ? '' : ` from ${before.model.name}@${before.model.version}`;
      return `${by} upgraded the model${from} to ${data.model.name}@${data.model.version}`;
    }
    case 'OrganizationClosed':
      return `${by} closed the organization`;

    case 'ResourceRegistered': {
      const where = data.parent === undefined ? 'as the root' : `below ${quoted(data.parent)}`;
      return `${by} registered ${quoted(data.resource)} ${where}${named(data)}`;
    }
    case 'ResourceRenamed':
      return `${by} renamed ${quoted(data.resource)}${turned(before.name, data.name)}`;
    case 'ResourceMoved':
      return `${by} moved ${quoted(data.resource)}${turned(before.parent, data.parent)}`;
    case 'ResourceRemoved': {
      const { resources, grants, overrides } = data;
      const fell = [count(resources, 'resource'), count(grants, 'grant'), count(overrides, 'override')];
      return `${by} removed ${quoted(data.resource)}, in all ${fell.join(', ')}`;
    }
    case 'DashboardOverridden': {
      const was = before.roles === undefined ? '' : `, before it was ${roleLevels(before.roles)}`;
      return `${by} set the ${quoted(data.facet)} list of ${quoted(data.resource)} to ${roleLevels(data.roles)}${was}`;
    }
    case 'DashboardOverrideCleared': {
      const was = before.roles === undefined ? '' : `, which was ${roleLevels(before.roles)}`;
      return `${by} cleared the ${quoted(data.facet)} list of ${quoted(data.resource)}${was}`;
    }

    case 'RoleCreated': {
      const called = data.name === data.role ? '' : named(data);
      const copy = data.clonedFrom === undefined ? '' : `, a copy of ${quoted(data.clonedFrom)}`;
      const comes = data.criteria === undefined ? '' : `, for newcomers whose ${values(data.criteria)}`;
      return `${by} created the ${data.kind} role ${quoted(data.role)}${called}${copy}${comes}, giving ${grants(data.grants)}`;
    }
    case 'RoleDetailsChanged': {
      const changes = [
        data.name === undefined ? [] : `name${turned(before.name, data.name)}`,
        data.description === undefined ? [] : `description${turned(before.description, data.description)}`,
      ];
      return `${by} changed role ${quoted(data.role)}: ${changes.flat().join(' and ')}`;
    }
    case 'PermissionGranted': {
      if ('role' in data) return `${by} gave role ${quoted(data.role)} ${grant(data.grant)}`;
      const instead = before.level === undefined ? '' : ` instead of ${levels(before.level)}`;
      const where = `for ${quoted(data.facet)} at ${quoted(data.resource)}`;
      return `${by} gave ${who(data.user)} ${levels(data.level)}${instead} ${where}${within(data)}`;
    }
    case 'PermissionRevoked': {
      if ('role' in data) {
        const part = data.facet === undefined ? 'the grants' : `what is given for ${quoted(data.facet)}`;
        const was = before.grants === undefined ? '' : `, which gave ${grants(before.grants)}`;
        return `${by} took ${part} on ${quoted(data.scope)} from role ${quoted(data.role)}${was}`;
      }
      const level = before.level === undefined ? 'the own level' : levels(before.level);
      return `${by} took ${level} for ${quoted(data.facet)} at ${quoted(data.resource)} from ${who(data.user)}`;
    }
    case 'PermissionsReplaced': {
      const was = before.grants === undefined ? '' : `, before it gave ${grants(before.grants)}`;
      return `${by} made role ${quoted(data.role)} give ${grants(data.grants)}${was}`;
    }
    case 'RoleCriteriaSet': {
      const was =
        before.criteria === undefined ? '' : `, before it was those whose ${values(before.criteria)}`;
      const now = data.criteria === undefined ? 'no newcomers' : `newcomers whose ${values(data.criteria)}`;
      return `${by} set role ${quoted(data.role)} to go to ${now}${was}`;
    }
    case 'RoleDeprecated':
      return `${by} deprecated role ${quoted(data.role)}${inFavour(data)}`;
    case 'RoleRestored':
      return `${by} restored role ${quoted(data.role)}, which was deprecated${inFavour(before)}`;
    case 'RoleDeleted': {
      const fell = `${count(data.holders, 'holder')} and ${count(data.overrides, 'override')}`;
      return `${by} deleted role ${quoted(data.role)}, which had ${fell}`;
    }

    case 'UserInvited':
      return `${by} invited ${who(data.user)}${mail(data)}, open until ${on(data.expires)}`;
    case 'InvitationResent':
      return `${by} sent the invitation of ${who(data.user)} again, open until ${on(data.expires)}`;
    case 'InvitationRevoked':
      return `${by} revoked the invitation of ${who(data.user)}`;
    case 'InvitationDeclined':
      return `${by} declined the invitation of ${who(data.user)}`;
    case 'InvitationExpired':
      return `the invitation of ${who(data.user)} expired`;
    case 'UserActivated': {
      const was = before.status === undefined ? '' : `, before ${before.status}`;
      return `${by} made ${who(data.user)}${mail(data)} an active member${was}`;
    }
    case 'UserAttributesChanged':
      return `${by} changed what is known of ${who(data.user)}${mail(data)}: ${values(data.attributes ?? {})}`;
    case 'UserSuspended':
      return `${by} suspended ${who(data.user)}`;
    case 'UserReinstated':
      return `${by} reinstated ${who(data.user)}`;
    case 'UserRemoved': {
      const fell = `${count(data.assignments, 'role')} and ${count(data.userLevels, 'own level')}`;
      return `${by} removed ${who(data.user)}, who had ${fell}`;
    }
    case 'UserErased':
      return `${by} erased who ${who(data.user)} was`;
    case 'NotificationRequested':
      return `${by} asked to notify ${data.users.map(who).join(', ')}: ${quoted(data.text)}`;

    case 'RoleAssigned': {
      const { user, role, place, source } = data;
      return `${by} gave role ${quoted(role)} at ${quoted(place)} to ${who(user)}${within(data)}${because[source]}`;
    }
    case 'RoleRevoked':
      return `${by} took role ${quoted(data.role)} at ${quoted(data.place)} from ${who(data.user)}`;
    case 'RoleReplaced': {
      const turn = turned(data.replaced, data.role);
      return `${by} changed the role of ${who(data.user)} at ${quoted(data.place)}${turn}${within(data)}`;
    }
    case 'OwnershipTransferred': {
      const from = data.from === undefined ? '' : ` from ${who(data.from)}`;
      return `${by} passed role ${quoted(data.role)} at ${quoted(data.place)}${from} to ${who(data.to)}`;
    }
    case 'RoleStarted':
      return `role ${quoted(data.role)} of ${who(data.user)} at ${quoted(data.place)} began to count`;
    case 'RoleExpired':
      return `role ${quoted(data.role)} of ${who(data.user)} at ${quoted(data.place)} expired`;
    case 'PermissionStarted':
      return `the level of ${who(data.user)} for ${quoted(data.facet)} at ${quoted(data.resource)} began to count`;
    case 'PermissionExpired':
      return `the level of ${who(data.user)} for ${quoted(data.facet)} at ${quoted(data.resource)} expired`;

    case 'CommandRefused':
      return `${by} was refused ${quoted(data.command)} with ${data.code}${asked(data.data)}`;
    case 'RefusalsLeftOut':
      return `${by} was refused ${count(data.count, 'more command')} that were not recorded one by one`;
    default:
      return type satisfies never;
  }
}

/** How a role came about that nobody assigned by hand. */
const because: Readonly<Record<AssignmentSource, string>> = {
  person: '',
  invitation: ' with the invitation',
  criteria: ' because of its criteria',
  creator: ' as the creator',
  founder: ' as the founder',
  import: ' by an import',
};

function named({ name }: { readonly name?: string }): string {
  return name === undefined ? '' : `, named ${quoted(name)}`;
}

function inFavour({ replacement }: { readonly replacement?: string }): string {
  return replacement === undefined ? '' : ` in favour of ${quoted(replacement)}`;
}

/** Where mail to a person goes, unless the user id says so already. */
function mail({ user, email = user }: { readonly user: string; readonly email?: string }): string {
  return email === user ? '' : ` (${who(email)})`;
}

/** Whom and what a refused command named, as far as it says so in a word. */
function asked(command: Readonly<Record<string, unknown>> = {}): string {
  const named = Object.entries(command).flatMap(([field, value]) => {
    const words = [value].flat().filter((word) => typeof word === 'string');
    if (words.length > 0) return [`${field} ${listed(words)}`];
    if (field !== 'to' && field !== 'from') return [];
    // Of a permission: a role, or one person.
    return Object.entries(value ?? {}).map(([kind, id]) => `${field} ${kind} ${quoted(String(id))}`);
  });
  return named.length === 0 ? '' : ` (${named.join(', ')})`;
}
