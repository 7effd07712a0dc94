import { z } from 'zod';
import { scalar } from './attributes.js';
import { identifier, ref, userId } from './ids.js';
import { address } from './invitation.js';
import { name, word } from './text.js';

const version = z.int().min(1);

const admin = z
  .strictObject({
    user: userId.exactOptional().describe('the id of the first administrator, who is active at once'),
    email: address.exactOptional().describe('where mail to this person goes'),
    role: identifier.exactOptional().describe('the role at the root; the model must have it'),
  })
  .meta({ required: ['user', 'role'] });

const resource = z.strictObject({
  ref: ref.describe('the new resource as `type:id`'),
  parent: ref.describe('the resource that it lies in'),
  name: name.exactOptional().describe('a name for people; the id if left out'),
});

/** What is not named here is UNKNOWN_SETTING; that is decided after the caller's right to change settings. */
const settings = z
  .object({
    invitationDays: z.int().min(1).max(365).exactOptional().describe('days an invitation stays open'),
    grantLimit: z
      .enum(['own', 'off'])
      .exactOptional()
      .describe('`own`: people can give only what they hold themselves'),
    selfUpgrade: z
      .boolean()
      .exactOptional()
      .describe('whether holders of the settings right may upgrade the model; for operators to say'),
  })
  .catchall(scalar);

export const organizationCommands = {
  CreateOrganization: z
    .strictObject({
      name: name.describe('a name for people; it need not be unique'),
      model: z
        .strictObject({
          name: word.describe('the name of a published model'),
          version: version.describe('its version'),
        })
        .describe('the access model that the organization follows'),
      admin: admin.exactOptional().describe('the first administrator; required'),
      resources: z
        .array(resource)
        .exactOptional()
        .describe('resources that exist from the beginning, parents before children'),
    })
    .transform(({ admin, ...rest }) => ({ ...rest, ...complete(admin) }))
    .meta({ required: ['name', 'model', 'admin'] })
    .describe(
      'Begins the ledger of an organization; only as the first command of a request. Events: `OrganizationCreated`, `ResourceRegistered` for the root and each resource, `RoleCreated` for each role of the model, `UserActivated` and `RoleAssigned` for the administrator.',
    ),
  RenameOrganization: z
    .strictObject({ name: name.describe('the new name') })
    .describe('Gives the organization and its root another name. Event: `OrganizationRenamed`.'),
  ChangeOrganizationSettings: z
    .strictObject({ settings: settings.describe('the settings to change; the others stay') })
    .describe('Changes settings of the organization. Event: `OrganizationSettingsChanged`.'),
  UpgradeOrganizationModel: z
    .strictObject({ version: version.describe('the version of the same model to follow from now on') })
    .describe(
      'Moves the organization to another version of its model. Events: `OrganizationModelUpgraded`, then `RoleCreated` and `PermissionsReplaced` for what the new version brings or changes.',
    ),
  CloseOrganization: z
    .strictObject({})
    .describe(
      'Ends the organization: nobody has access any more and it takes no commands. Event: `OrganizationClosed`.',
    ),
};

type Admin = { user: string; role: string; email?: string };

/** Without a user or a role there is no administrator. Refused (ADMIN_MISSING) only after what the model says of the name. */
function complete(admin: Partial<Admin> | undefined): { admin?: Admin } {
  const { user, role, email } = admin ?? {};
  if (user === undefined || role === undefined) return {};
  return { admin: { user, role, ...(email !== undefined && { email }) } };
}
