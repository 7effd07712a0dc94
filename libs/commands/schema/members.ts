import { z } from 'zod';
import { attributes } from './attributes.js';
import { ref, roleIds, userId } from './ids.js';
import { address, everybody, invited } from './invitation.js';
import { prose, word } from './text.js';

const rowsMax = 500;
const textMax = 10_000;

const user = userId.describe('the id of the person');
const email = address.exactOptional().describe('where mail to this person goes');
const known = attributes.exactOptional().describe('what is known about the person; role criteria compare it');
const roles = roleIds.exactOptional().describe('roles to hold at the place');
const place = ref.exactOptional().describe('where the roles are held, as `type:id`; the root if left out');

const token = word
  .exactOptional()
  .describe('the single-use token that was mailed; not needed by operators and those acting for the person');

const person = z.strictObject({ user });

export const memberCommands = {
  InviteUser: z
    .strictObject({
      ...invited,
      roles,
      place: place.describe(
        'where the roles are held and the right to invite is checked, as `type:id`; the root if left out',
      ),
    })
    .transform(({ emails, users, ...rest }, context) => {
      const everyone = everybody(emails, users);
      if (everyone !== undefined) return { users: everyone, ...rest };
      context.issues.push({
        code: 'custom',
        input: emails,
        params: { code: 'MALFORMED' },
        message: 'say whom to invite in exactly one of `emails` and `users`',
      });
      return z.NEVER;
    })
    .meta({ oneOf: [{ required: ['emails'] }, { required: ['users'] }] })
    .describe(
      'Invites people by mail; all of them or none. Events: `UserInvited` for each person, `RoleAssigned` for each role.',
    ),
  ResendInvitation: person.describe(
    'Sends an open invitation again with a new token and a new end. Event: `InvitationResent`.',
  ),
  RevokeInvitation: person.describe('Takes an open invitation back. Event: `InvitationRevoked`.'),
  AcceptInvitation: z
    .strictObject({ user, token })
    .describe(
      'Makes an invited person an active member. Events: `UserActivated`, `RoleAssigned` for each role whose criteria match.',
    ),
  DeclineInvitation: z
    .strictObject({ user, token })
    .describe('Turns an invitation down. Event: `InvitationDeclined`.'),
  AddUser: z
    .strictObject({ user, email, attributes: known, roles, place })
    .describe(
      'Makes a person an active member without an invitation. Events: `UserActivated`, `RoleAssigned` for each role.',
    ),
  RecordFirstAccess: z
    .strictObject({ user, email, attributes: known })
    .describe(
      'Says that a person signed in; a stranger or invited person becomes active, anybody else stays what they are. Events: `UserActivated`, `RoleAssigned` for each role whose criteria match.',
    ),
  ChangeUserAttributes: z
    .strictObject({ user, attributes: attributes.describe('all attributes; those left out are gone') })
    .describe('Replaces what is known about a person. Event: `UserAttributesChanged`.'),
  SuspendUser: person.describe(
    'Takes all access from an active member for the time being; roles are kept. Event: `UserSuspended`.',
  ),
  ReinstateUser: person.describe('Ends a suspension. Event: `UserReinstated`.'),
  RemoveUser: person.describe('Ends a membership with all its roles and user levels. Event: `UserRemoved`.'),
  EraseUser: person.describe(
    'Destroys the key that the identity of a person is encrypted under, after removing the person. Events: `UserRemoved` if needed, `UserErased`.',
  ),
  ImportUsers: z
    .strictObject({
      rows: z
        .array(z.strictObject({ user, email, attributes: known, roles, place }))
        .min(1)
        .max(rowsMax)
        .describe('one person and place each; all rows or none'),
    })
    .describe(
      'Adds many people at once and gives roles to those who are members. Events: `UserActivated` and `RoleAssigned` for each row.',
    ),
  NotifyUsers: z
    .strictObject({
      users: z
        .array(userId)
        .min(1)
        .max(rowsMax)
        .transform((users) => [...new Set(users)])
        .describe('ids of members'),
      text: prose(textMax).describe('what the mail says'),
    })
    .describe('Has a message sent to members. Event: `NotificationRequested`.'),
};
