import { stripVTControlCharacters } from 'node:util';

/** Names are chosen by people: what would move the cursor, change the order of letters or begin a line is shown as `\ufffd`. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\ufffd');
}
