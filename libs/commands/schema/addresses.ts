import { z } from 'zod';

/** The longest address that mail can be sent to (RFC 5321). */
const addressMax = 254;

/**
 * An entry that is no address. `position` counts from 1: entries of a list as they stand, those of a text without the
 * blank ones. `line` is there for a text.
 */
export type BadAddress = { readonly entry: string; readonly position: number; readonly line?: number };

export type Addresses = { readonly addresses: string[]; readonly bad: BadAddress[] };

/**
 * Whether mail can be sent there: one address, all ASCII. Addresses of RFC 6531 are not taken, since look-alike
 * letters would make two people of one and many mail servers refuse them; such a domain has its `xn--` form.
 */
export function isAddress(text: string): boolean {
  return text.length <= addressMax && z.regexes.email.test(text);
}

/**
 * Addresses out of a text (separated by comma, semicolon or line break) or out of a list: trimmed, lower-cased, each
 * once, blank entries passed over.
 */
export function readAddresses(input: string | readonly string[]): Addresses {
  const addresses = new Set<string>();
  const bad: BadAddress[] = [];
  for (const { entry, ...place } of entries(input)) {
    // Judged before it is lower-cased: the Kelvin sign, among others, becomes an ASCII letter.
    if (isAddress(entry)) addresses.add(entry.toLowerCase());
    else bad.push({ entry, ...place });
  }
  return { addresses: [...addresses], bad };
}

function entries(input: string | readonly string[]): BadAddress[] {
  if (typeof input !== 'string') {
    return input
      .map((entry, index) => ({ entry: entry.trim(), position: index + 1 }))
      .filter(({ entry }) => entry !== '');
  }
  return input
    .split(/\r\n|\n|\r/)
    .flatMap((line, index) => line.split(/[,;]/).map((entry) => ({ entry: entry.trim(), line: index + 1 })))
    .filter(({ entry }) => entry !== '')
    .map((entry, index) => ({ ...entry, position: index + 1 }));
}
