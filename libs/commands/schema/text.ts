import type { Code } from '#model/errors.js';
import { z } from 'zod';
import { quoted } from '#model/wording.js';

const nameMax = 256;
const visible = /[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/u;
/** Control characters and what breaks a line. */
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** Control characters other than tab and line break. */
const strayControl = /(?![\t\n\r])\p{Cc}/u;
const direction = /\p{Bidi_Control}/u;

/** What is wrong with a text: the sentence goes on after the text itself. */
export type Complaint = { readonly code: Code; readonly says: string };

/** A text that `complain` has nothing against. The code of the complaint travels in the issue's `params`. */
export function text(complain: (text: string) => Complaint | undefined) {
  return z.string().check((payload) => {
    const complaint = complain(payload.value);
    if (complaint === undefined) return;
    const { code, says } = complaint;
    payload.issues.push({
      code: 'custom',
      input: payload.value,
      params: { code },
      message: `${quoted(payload.value)} ${says}`,
    });
  });
}

/** Characters as a person counts them: code points. What is far too long is not counted. */
export function longerThan(text: string, max: number): boolean {
  return text.length > max && (text.length > 2 * max || [...text].length > max);
}

/** A name for people to read, on one line. Outer space is taken off. */
export const name = z.string().trim().pipe(text(nameComplaint)).meta({ minLength: 1, maxLength: nameMax });

/** Text of several lines, from one character to `max`. */
export function prose(max: number) {
  return text((text) => {
    if (!visible.test(text)) return malformed('must not be blank');
    return proseComplaint(text, max);
  }).meta({ minLength: 1, maxLength: max });
}

/** Text of several lines that may also be empty, to take back what was written earlier. */
export function erasableProse(max: number) {
  return text((text) => proseComplaint(text, max)).meta({ maxLength: max });
}

/** A word that only programs read and that is none of our ids: the name of an attribute, a token. */
export const word = text((text) => {
  if (text === '') return malformed('must not be empty');
  if (longerThan(text, nameMax)) return malformed(`must have at most ${nameMax} characters`);
  return lineComplaint(text);
}).meta({ minLength: 1, maxLength: nameMax });

export const wellFormed = text((text) =>
  text.isWellFormed() ? undefined : malformed('must be well-formed Unicode'),
);

function nameComplaint(text: string): Complaint | undefined {
  if (longerThan(text, nameMax)) {
    return { code: 'NAME_TOO_LONG', says: `is too long, use at most ${nameMax} characters` };
  }
  if (!visible.test(text)) return { code: 'NAME_EMPTY', says: 'is no name, give one that can be seen' };
  return lineComplaint(text);
}

function lineComplaint(text: string): Complaint | undefined {
  if (!text.isWellFormed()) return malformed('must be well-formed Unicode');
  if (text.normalize('NFC') !== text) return malformed('must be in Unicode normal form C');
  if (control.test(text)) return malformed('must not contain control characters');
  if (direction.test(text)) return malformed('must not contain text-direction characters');
  return undefined;
}

function proseComplaint(text: string, max: number): Complaint | undefined {
  if (longerThan(text, max)) return malformed(`is too long, use at most ${max} characters`);
  if (!text.isWellFormed()) return malformed('must be well-formed Unicode');
  if (strayControl.test(text)) return malformed('must not contain control characters except line breaks');
  return undefined;
}

function malformed(says: string): Complaint {
  return { code: 'MALFORMED', says };
}
