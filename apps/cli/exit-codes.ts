/** What the program ends with. Scripts build on these, so a number never changes its meaning. */
export const exitCodes = {
  /** Yes, done, nothing differs, nothing is wrong. */
  ok: 0,
  /** No: denied, something differs, something is wrong with what was looked at. */
  no: 1,
  /** The command line, or a file that it names, cannot be used. */
  usage: 2,
  /** Grantline refused. */
  refused: 3,
  /** Grantline, or the data folder, cannot be asked now. */
  unavailable: 4,
  /** A fault of this program. */
  internal: 5,
  /** Ended by Ctrl-C. */
  interrupted: 130,
  /** Whoever read the output went away. */
  brokenPipe: 141,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
