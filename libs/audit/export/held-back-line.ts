const lineEnd = 0x0a;

/** Longer than any manifest. */
const longest = 64 * 1024;

/** Passes bytes on, except those of what may be the last line. */
export class HeldBackLine {
  #held: Uint8Array[] = [];
  #length = 0;
  #isComplete = false;

  constructor(private readonly pass: (bytes: Uint8Array) => void) {}

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    // What comes after a line end makes an inner line of the line before.
    if (this.#isComplete) this.#release();
    const begin = lineBegin(bytes);
    if (begin > 0) {
      this.#release();
      this.pass(bytes.subarray(0, begin));
    }
    this.#held.push(bytes.subarray(begin));
    this.#length += bytes.length - begin;
    this.#isComplete = bytes.at(-1) === lineEnd;
    if (this.#length > longest) this.#release();
  }

  /** The last line, or nothing where it has no end. */
  line(): string {
    return this.#isComplete ? Buffer.concat(this.#held).toString() : '';
  }

  #release(): void {
    for (const bytes of this.#held) this.pass(bytes);
    this.#held = [];
    this.#length = 0;
  }
}

/** Where the last line of the bytes begins; 0 where all of them belong to one line. */
function lineBegin(bytes: Uint8Array): number {
  return bytes.subarray(0, -1).lastIndexOf(lineEnd) + 1;
}
