/** The pieces of a source; `giveUp` is called when nobody takes one for so many milliseconds. */
export async function* patiently<Piece>(
  source: AsyncIterable<Piece>,
  milliseconds: number,
  giveUp: () => void,
): AsyncGenerator<Piece, void, undefined> {
  for await (const piece of source) {
    const timer = setTimeout(giveUp, milliseconds);
    try {
      yield piece;
    } finally {
      clearTimeout(timer);
    }
  }
}
