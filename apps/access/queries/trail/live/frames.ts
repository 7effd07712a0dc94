import type { ToldEvent } from '../told.js';

/** Milliseconds after which a client whose connection broke comes back. */
const retry = 1000;

/** How a stream begins. A client that loses it before the first event knows where to go on. */
export function greeting(after: number): string {
  const id = after < 0 ? '' : `id: ${after}\n`;
  return `: what comes after revision ${after}\nretry: ${retry}\n${id}\n`;
}

/** An event; its revision is the id that a client comes back with. */
export function frame(event: ToldEvent): string {
  return `id: ${event.revision}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Something for people who look at the bytes; clients pass over it. */
export function comment(text: string): string {
  return `: ${text}\n\n`;
}
