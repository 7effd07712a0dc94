import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Where a command writes: answers to standard output, everything about them to standard error. */
export class Output {
  constructor(
    private readonly answers: Writable,
    /** Also where questions are put. */
    readonly notes: Writable,
    /** Whether answers are coloured. */
    private readonly colours: boolean,
    /** Whether somebody looks at the notes while they are written. */
    readonly isWatched: boolean,
  ) {}

  line(text = ''): Promise<void> {
    return this.write(`${text}\n`);
  }

  async lines(texts: readonly string[]): Promise<void> {
    if (texts.length > 0) await this.write(texts.map((text) => `${text}\n`).join(''));
  }

  /** One value, as one line of JSON. */
  json(value: unknown): Promise<void> {
    return this.line(JSON.stringify(value));
  }

  /** Resolves when there is room for more. */
  async write(bytes: string | Uint8Array): Promise<void> {
    if (!this.answers.write(bytes)) await once(this.answers, 'drain');
  }

  /** Something about the answer that is no part of it. */
  note(text: string): void {
    this.notes.write(`${text}\n`);
  }

  /** Takes the place of the line that was drawn before; nothing may be noted in between. */
  redraw(text: string): void {
    this.notes.write(`\r${text}\u001b[K`);
  }

  style(style: Style, text: string): string {
    return this.colours ? styleText(style, text, { validateStream: false }) : text;
  }
}
