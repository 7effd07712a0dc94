/** The texts of a source; `giveUp` is called when nobody takes one for so many milliseconds. */
export async function* patiently(
  source: AsyncIterable<string>,
  milliseconds: number,
  giveUp: () => void,
): AsyncGenerator<string, void, undefined> {
  for await (const text of source) {
    const timer = setTimeout(giveUp, milliseconds);
    try {
      yield text;
    } finally {
      clearTimeout(timer);
    }
  }
}
