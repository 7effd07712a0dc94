import type { Measured } from './measure.js';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const ratio = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

export function heading(text: string): void {
  console.log(`\n${text}`);
}

/** One line: what was measured, the figure, and what belongs to it. */
export function line(what: string, figure: string, ...beside: readonly string[]): void {
  console.log(`  ${what.padEnd(44)} ${figure.padStart(14)}   ${beside.join(', ')}`);
}

export function count(value: number): string {
  return whole.format(value);
}

export function perSecond({ median }: Measured): string {
  return `${whole.format(1e9 / median)}/s`;
}

export function nanoseconds({ median }: Measured): string {
  return `${whole.format(median)} ns`;
}

/** The slowest and the fastest round. */
export function rates({ slowest, fastest }: Measured): string {
  return `${whole.format(1e9 / slowest)} to ${whole.format(1e9 / fastest)}`;
}

/** How many times as long as the baseline. */
export function times(subject: number, baseline: number): string {
  return `${ratio.format(subject / baseline)} x the baseline`;
}

/** Whether a figure that may not be lower than its bar is, and by how much. `text` is the bar with its unit. */
export function atLeast(figure: number, bar: number, text: string): string {
  return figure >= bar
    ? `bar ${text}: met`
    : `bar ${text}: NOT MET, ${percent(1 - figure / bar)} short of it`;
}

/** Whether a figure that may not be higher than its bar is, and by how much. */
export function atMost(figure: number, bar: number, text: string): string {
  return figure <= bar ? `bar ${text}: met` : `bar ${text}: NOT MET, ${percent(figure / bar - 1)} above it`;
}

export function percent(share: number): string {
  return `${ratio.format(100 * share)} %`;
}
