/** A resource as `type:id`. */
export type Ref = `${string}:${string}`;

/** What a grant covers: `.` (where the role is held), `type:*`, `type:id` or `type:id/**`. */
export type Scope = '.' | Ref;

/** A level, a single permission, `*` for everything of the facet, or several of them. */
export type Levels = string | readonly string[];

/** Levels by facet. */
export type Give = Readonly<Record<string, Levels>>;

/** Plain ids of resources by their type: inside a resource of such a type, only those count. */
export type Narrowing = Readonly<Record<string, readonly string[]>>;

export type Grant = { readonly scope: Scope; readonly give: Give; readonly only?: Narrowing };

/** What is known about a person, as role criteria compare it. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** When something counts, as instants in RFC 3339: `from <= t < until`. */
export type Window = { readonly from?: string; readonly until?: string };

type User = { readonly user: string };
type Role = { readonly role: string };
/** The root resource if left out. */
type At = { readonly place?: Ref };
type Naming = { readonly name?: string; readonly description?: string };
type Known = { readonly email?: string; readonly attributes?: Attributes };
type NewMember = User & Known & At & { readonly roles?: readonly string[] };
type NewResource = { readonly ref: Ref; readonly parent: Ref; readonly name?: string };
type Invited =
  | { readonly emails: string | readonly string[]; readonly users?: never }
  | { readonly users: readonly (User & { readonly email: string })[]; readonly emails?: never };
type OverrideAt = { readonly resource: Ref; readonly facet?: string };

/** Data of every command. */
export type Commands = {
  CreateOrganization: {
    readonly name: string;
    readonly model: { readonly name: string; readonly version: number };
    readonly admin: User & Role & { readonly email?: string };
    readonly resources?: readonly NewResource[];
  };
  RenameOrganization: { readonly name: string };
  ChangeOrganizationSettings: {
    readonly settings: {
      readonly invitationDays?: number;
      readonly grantLimit?: 'own' | 'off';
      readonly selfUpgrade?: boolean;
    };
  };
  UpgradeOrganizationModel: { readonly version: number };
  CloseOrganization: Readonly<Record<string, never>>;

  InviteUser: Invited & At & { readonly roles?: readonly string[] };
  ResendInvitation: User;
  RevokeInvitation: User;
  AcceptInvitation: User & { readonly token?: string };
  DeclineInvitation: User & { readonly token?: string };
  AddUser: NewMember;
  RecordFirstAccess: User & Known;
  ChangeUserAttributes: User & { readonly attributes: Attributes };
  SuspendUser: User;
  ReinstateUser: User;
  RemoveUser: User;
  EraseUser: User;
  ImportUsers: { readonly rows: readonly NewMember[] };
  NotifyUsers: { readonly users: readonly string[]; readonly text: string };

  CreateRole: Role & Naming & { readonly grants?: readonly Grant[]; readonly criteria?: Attributes };
  CloneRole: Role & { readonly as: string; readonly name?: string };
  ChangeRoleDetails: Role & Naming;
  SetRoleCriteria: Role & { readonly criteria: Attributes };
  ClearRoleCriteria: Role;
  DeprecateRole: Role & { readonly replacement?: string };
  RestoreRole: Role;
  DeleteRole: Role;
  ReplacePermissions: Role & { readonly grants: readonly Grant[] };

  GrantPermission:
    | (Grant & { readonly to: Role })
    | (Window & { readonly to: User; readonly scope: Ref; readonly give: Give });
  RevokePermission:
    | { readonly from: Role; readonly scope: Scope; readonly facet?: string }
    | { readonly from: User; readonly scope: Ref; readonly facet?: string };
  AssignRole: User & Role & At & Window;
  ChangeRole: User & Role & At & Window;
  RevokeRole: User & Role & At;
  SetUserRoles: User & At & { readonly roles: readonly string[] };
  TransferOwnership: { readonly place: Ref; readonly to: string };

  RegisterResource: NewResource;
  MoveResource: { readonly ref: Ref; readonly parent: Ref };
  RenameResource: { readonly ref: Ref; readonly name: string };
  RemoveResource: { readonly ref: Ref; readonly cascade?: boolean };
  OverrideDashboard: OverrideAt & { readonly roles: Give };
  ClearDashboardOverride: OverrideAt;
};

export type CommandType = keyof Commands;

/** An order of one type, or of any of several. */
export type CommandOf<T extends CommandType> = T extends CommandType
  ? { readonly type: T; readonly data: Commands[T] }
  : never;

export type Command = CommandOf<CommandType>;
