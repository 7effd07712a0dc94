import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { Session } from '../session.js';

/** Asks somebody at a terminal; anything but a yes is a no. */
export async function confirm({ input, signal, output }: Session, question: string): Promise<boolean> {
  const lines = createInterface({ input, output: output.notes, terminal: false });
  try {
    // Who closes the input says nothing more.
    const silence = once(lines, 'close').then(() => '');
    const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), silence]);
    return /^y(es)?$/i.test(answer.trim());
  } catch {
    return false;
  } finally {
    lines.close();
  }
}
