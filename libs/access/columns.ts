/** A growing column of 32-bit integers: what an array of numbers is, at half the memory and ready for a snapshot. */
export class IntColumn {
  private cells: Int32Array<ArrayBuffer>;
  length: number;

  constructor(dump?: Int32Array) {
    this.cells = new Int32Array(Math.max(16, dump?.length ?? 0));
    this.length = dump?.length ?? 0;
    if (dump !== undefined) this.cells.set(dump);
  }

  get(index: number): number {
    return this.cells[index]!;
  }

  set(index: number, value: number): void {
    this.cells[index] = value;
  }

  push(value: number): void {
    if (this.length === this.cells.length) {
      const grown = new Int32Array(Math.ceil(this.length * 1.5));
      grown.set(this.cells);
      this.cells = grown;
    }
    this.cells[this.length++] = value;
  }

  dump(): Int32Array {
    return this.cells.slice(0, this.length);
  }
}

/** The same for times: UTC milliseconds need more than 32 bits. */
export class TimeColumn {
  private cells: Float64Array<ArrayBuffer>;
  length: number;

  constructor(dump?: Float64Array) {
    this.cells = new Float64Array(Math.max(16, dump?.length ?? 0));
    this.length = dump?.length ?? 0;
    if (dump !== undefined) this.cells.set(dump);
  }

  get(index: number): number {
    return this.cells[index]!;
  }

  push(value: number): void {
    if (this.length === this.cells.length) {
      const grown = new Float64Array(Math.ceil(this.length * 1.5));
      grown.set(this.cells);
      this.cells = grown;
    }
    this.cells[this.length++] = value;
  }

  dump(): Float64Array {
    return this.cells.slice(0, this.length);
  }
}

/** A growing table of 32-bit integers, the cells of a row side by side: reading one brings the others along. */
export class IntRows {
  private cells: Int32Array<ArrayBuffer>;
  private used: number;

  constructor(
    private readonly width: number,
    dump?: Int32Array,
  ) {
    this.cells = new Int32Array(Math.max(16 * width, dump?.length ?? 0));
    this.used = dump?.length ?? 0;
    if (dump !== undefined) this.cells.set(dump);
  }

  /** How many rows there are. */
  get length(): number {
    return this.used / this.width;
  }

  get(row: number, cell: number): number {
    return this.cells[row * this.width + cell]!;
  }

  set(row: number, cell: number, value: number): void {
    this.cells[row * this.width + cell] = value;
  }

  /** Adds a row with this value in every cell; answers its number. */
  push(value: number): number {
    const row = this.extend(1);
    this.cells.fill(value, row * this.width, this.used);
    return row;
  }

  /** Adds rows that hold whatever was there before; answers the number of the first. */
  extend(rows: number): number {
    const row = this.length;
    this.used += rows * this.width;
    if (this.used > this.cells.length) {
      const grown = new Int32Array(Math.ceil(this.length * 1.5) * this.width);
      grown.set(this.cells);
      this.cells = grown;
    }
    return row;
  }

  /** Takes the last row away. */
  pop(): void {
    this.used -= this.width;
  }

  dump(): Int32Array {
    return this.cells.slice(0, this.used);
  }
}
