import type { Explanation } from '#client/questions.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { Output } from '../terminal/output.js';
import { reasonInWords } from './reasons.js';

/** `yes`, or `no` and why not. */
export function verdictLine(output: Output, { allowed, reason }: Explanation): string {
  if (allowed) return output.style('green', 'yes');
  const no = output.style('red', 'no');
  return reason === undefined ? no : `${no}: ${reasonInWords(reason)} (${reason})`;
}

export function verdictCode({ allowed }: Explanation): ExitCode {
  return allowed ? exitCodes.ok : exitCodes.no;
}
