import type { Output } from './output.js';

const millisecondsBetweenDraws = 100;
const millisecondsBetweenNotes = 10_000;

/** How far long work is, on standard error: one line that changes where somebody watches, else a line now and then. */
export class Progress {
  readonly #every: number;
  #last = performance.now();
  #shown = false;

  constructor(private readonly output: Output) {
    this.#every = output.isWatched ? millisecondsBetweenDraws : millisecondsBetweenNotes;
  }

  /** `text` is made only when it is shown. */
  at(text: () => string): void {
    const now = performance.now();
    if (now - this.#last < this.#every) return;
    this.#last = now;
    if (this.output.isWatched) this.output.redraw(text());
    else this.output.note(text());
    this.#shown = true;
  }

  /** The line goes away, so that what follows has the terminal for itself. */
  end(): void {
    if (this.#shown && this.output.isWatched) this.output.redraw('');
    this.#shown = false;
  }
}

export function percent(done: number, all: number): string {
  return `${all === 0 ? 100 : Math.floor((done / all) * 100)} %`;
}

/** `1,234 events` */
export function amount(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
