/** Turns a list of numbers into choices, one number each; when they are used up, the first choice is taken. */
export class Draw {
  private at = 0;

  constructor(private readonly numbers: readonly number[]) {}

  below(limit: number): number {
    return (this.numbers[this.at++] ?? 0) % limit;
  }

  chance(oneIn: number): boolean {
    return this.below(oneIn) === 1;
  }

  /** `undefined` when there is nothing to choose from. */
  from<T>(choices: readonly T[]): T | undefined {
    return choices.length === 0 ? undefined : choices[this.below(choices.length)];
  }

  /** At least one of the choices, at most `most`, sorted and without repeats. */
  some(choices: readonly string[], most: number): string[] {
    const taken = Array.from({ length: 1 + this.below(most) }, () => this.from(choices));
    return [...new Set(taken.filter((choice) => choice !== undefined))].sort();
  }
}
