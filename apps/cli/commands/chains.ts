import type { Chain, Hidden, Step } from '#client/questions.js';
import type { Output } from '../terminal/output.js';
import { printable } from '../terminal/printable.js';

/** Facts that lead to a permission, a line each, with the event that made each so. */
export function chainLines(output: Output, chains: readonly Chain[]): string[] {
  return chains.flatMap((chain) =>
    chain.map((step, index) => `  ${index === 0 ? '-' : ' '} ${stepLine(output, step)}`),
  );
}

/** What would have given a permission, and what took its place. */
export function hiddenLines(output: Output, hidden: readonly Hidden[]): string[] {
  return hidden.flatMap(({ code, text, by }) => [
    `  - ${printable(text)} (${code})`,
    `    ${stepLine(output, by)}`,
  ]);
}

function stepLine(output: Output, { text, revision, time, actor }: Step): string {
  return `${printable(text)}  ${output.style('dim', `revision ${revision}, ${time}, ${printable(actor)}`)}`;
}
