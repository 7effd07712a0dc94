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

export function verdict(met: boolean, bar: string): string {
  return `bar ${bar}: ${met ? 'met' : 'NOT MET'}`;
}
