/** What the person at the keyboard can mend: an option, an argument, a file. The message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
