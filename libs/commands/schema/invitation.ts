import { userIdFault } from '#model/ids.js';
import { z } from 'zod';
import { isAddress, readAddresses } from './addresses.js';
import { userId } from './ids.js';
import { quoted } from '#model/wording.js';
import { text } from './text.js';

const invitedMax = 500;
/** How much is read to find them: people paste lists in which many stand twice. */
const entriesMax = 5000;
const textMax = 200_000;
const badMax = 100;

/** An e-mail address. Trimmed and lower-cased: addresses are compared without regard to case. */
export const address = z
  .string()
  .trim()
  .pipe(
    text((text) =>
      isAddress(text) ? undefined : { code: 'INVALID_ADDRESS', says: 'is no e-mail address, correct it' },
    ),
  )
  .transform((address) => address.toLowerCase())
  .meta({ format: 'email', maxLength: 254 });

type Invited = { user: string; email: string };

/** Addresses as people type them. The address is the id of the person. */
const emails = z
  .union([z.string().max(textMax), z.array(z.string()).max(entriesMax)])
  .transform((input, context): Invited[] => {
    const { addresses, bad } = readAddresses(input);
    const fault = (code: string, message: string, path: (string | number)[] = []) =>
      context.issues.push({ code: 'custom', input, path, params: { code }, message });
    for (const { entry, position, line } of bad.slice(0, badMax)) {
      const where = line === undefined ? `number ${position}` : `number ${position}, line ${line}`;
      const path = line === undefined ? [position - 1] : [];
      fault('INVALID_ADDRESS', `${quoted(entry)} (${where}) is no e-mail address, correct it`, path);
    }
    for (const address of addresses) {
      const says = userIdFault(address);
      if (says !== undefined) fault('INVALID_ID', `${quoted(address)} is the id of the person and ${says}`);
    }
    if (addresses.length === 0 && bad.length === 0) {
      fault('INVALID_ADDRESS', 'there is no address, give at least one');
    }
    if (addresses.length > invitedMax) {
      fault(
        'BATCH_TOO_LARGE',
        `${addresses.length} addresses are too many, invite at most ${invitedMax} at once`,
      );
    }
    return addresses.map((address) => ({ user: address, email: address }));
  });

/** People whose id is not their address. */
const users = z
  .array(
    z.strictObject({
      user: userId.describe('the id of the person, kept exactly as given'),
      email: address.describe('where the invitation is sent'),
    }),
  )
  .min(1)
  .max(invitedMax)
  .transform((users, context): Invited[] => {
    const byId = new Map<string, Invited>();
    users.forEach((invited, index) => {
      const known = byId.get(invited.user);
      if (known === undefined) byId.set(invited.user, invited);
      else if (known.email !== invited.email) {
        context.issues.push({
          code: 'custom',
          input: invited,
          path: [index, 'email'],
          params: { code: 'MALFORMED' },
          message: `${quoted(invited.user)} is listed with another address already, keep one of them`,
        });
      }
    });
    return [...byId.values()];
  });

/** The fields by which an invitation names people: exactly one of them. */
export const invited = {
  emails: emails
    .exactOptional()
    .describe(
      'a list of addresses, or one text with addresses separated by comma, semicolon or line break; each becomes the lower-cased id of a person',
    ),
  users: users.exactOptional().describe('people whose id is not their address, instead of `emails`'),
};

/** Everybody the invitation names, each once; `undefined` unless exactly one of the fields is there. */
export function everybody(
  emails: Invited[] | undefined,
  users: Invited[] | undefined,
): Invited[] | undefined {
  return emails === undefined || users === undefined ? (emails ?? users) : undefined;
}
