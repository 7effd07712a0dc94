/** Why a check is answered the way it is, for people. */
const words: Readonly<Record<string, string>> = {
  ALLOWED: 'allowed',
  ORGANIZATION_CLOSED: 'the organization is closed',
  UNKNOWN_PERMISSION: 'the access model knows no such permission',
  UNKNOWN_RESOURCE: 'there is no such resource',
  UNKNOWN_SUBJECT: 'there is no such user',
  NOT_AN_ACTIVE_MEMBER: 'the user is no active member',
  NOT_APPLICABLE: 'the permission does not apply to such a resource',
  NO_ROLE_GIVES_IT: 'no role of the user gives it there',
  SHADOWED_BY_OVERRIDE: 'a list on the resource takes the place of what roles give',
  SHADOWED_BY_USER_LEVEL: "the user's own level takes the place of what roles give",
  SHADOWED_BY_SPECIFIC_GRANT: 'a more specific grant of the same role takes its place',
  OUTSIDE_ONLY: 'the grant is narrowed to other resources',
};

export function reasonInWords(reason: string): string {
  return words[reason] ?? reason;
}
