/** With `--small` every figure is tried in seconds; the numbers then say nothing. */
export const isSmall = process.argv.includes('--small');

/** The number, or a hundredth of it where figures are only tried. */
export function scaled(number: number): number {
  return isSmall ? Math.ceil(number / 100) : number;
}
