/** What somebody sent, as it may stand in a message: in backticks, cut where it is long. */
export function quoted(text: string): string {
  const characters = [...text.slice(0, 200)];
  return characters.length > 80 ? `\`${characters.slice(0, 79).join('')}…\`` : `\`${text}\``;
}

/** Names in backticks, the first dozen and how many more there are. */
export function listed(names: Iterable<string>): string {
  const all = [...names];
  const shown = all.slice(0, 12).map(quoted).join(', ');
  return all.length > 12 ? `${shown} and ${all.length - 12} more` : shown;
}
