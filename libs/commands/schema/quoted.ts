const shown = 64;
const unprintable = /[\p{Cc}\p{Bidi_Control}\p{Cs}`]/gu;

/** What the caller sent, in backticks: shortened, and without characters that could change how the sentence reads. */
export function quoted(input: string): string {
  const start = [...input.slice(0, 2 * shown)];
  const text = start.length > shown ? `${start.slice(0, shown).join('')}…` : input;
  return `\`${text.replace(unprintable, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)}\``;
}
