/** A message of a stream of server-sent events. */
export type Message = {
  /** Id of the last message that had one, to go on from. */
  readonly id: string;
  readonly type: string;
  readonly data: string;
};

/**
 * Reads messages out of a stream of server-sent events, as the HTML standard says (section 9.2.6). A message that is
 * not yet complete when the stream ends is left out.
 */
export async function* messagesOf(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Message, void, undefined> {
  let id = '';
  let type = '';
  let data: string[] = [];
  for await (const line of linesOf(bytes)) {
    if (line === '') {
      if (data.length > 0) yield { id, type: type || 'message', data: data.join('\n') };
      type = '';
      data = [];
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') type = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
  }
}

/** Lines that end with CR LF, LF or CR. What follows the last end is no line. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  // It takes the byte order mark off, and waits for the rest of a character that was cut.
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    rest += decoder.decode(chunk, { stream: true });
    // A CR at the end may be the first half of CR LF.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest.endsWith('\r')) yield rest.slice(0, -1);
}
