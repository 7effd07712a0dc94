import { eastAsianWidth } from 'get-east-asian-width';

const plain = /^[\x20-\x7e]*$/;
/** Drawn over or into the letter before. */
const withoutWidth = /[\p{Mark}\p{Format}]/u;

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const letter of text) {
    if (!withoutWidth.test(letter)) width += eastAsianWidth(letter.codePointAt(0)!);
  }
  return width;
}
