const shown = 64;
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}`]/gu;

/** What somebody sent, in backticks: shortened, and without characters that could change how the sentence reads. */
export function quoted(input: string): string {
  // A character is at most two units: what is cut off need not be counted.
  const start = [...input.slice(0, 2 * shown + 2)];
  const text = start.length > shown ? `${start.slice(0, shown).join('')}…` : input;
  return `\`${text.replace(unprintable, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)}\``;
}

/** Names in backticks, the first dozen and how many more there are. */
export function listed(names: Iterable<string>): string {
  const all = [...names];
  const shown = all.slice(0, 12).map(quoted).join(', ');
  return all.length > 12 ? `${shown} and ${all.length - 12} more` : shown;
}
