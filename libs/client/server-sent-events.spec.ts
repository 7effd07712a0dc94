import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Message, messagesOf } from './server-sent-events.js';

async function messages(...chunks: readonly Uint8Array[]): Promise<Message[]> {
  const all: Message[] = [];
  for await (const message of messagesOf(
    (async function* () {
      yield* chunks;
    })(),
  ))
    all.push(message);
  return all;
}

const read = (text: string) => messages(Buffer.from(text));
const said = (data: string, id = '', type = 'message'): Message => ({ id, type, data });

describe('a stream of server-sent events', () => {
  it.each<[string, Message[]]>([
    ['data: a\n\ndata: b\n\n', [said('a'), said('b')]],
    ['data: a\ndata:b\ndata:  c\n\n', [said('a\nb\n c')]],
    ['id: 7\nevent: fact\ndata: a\n\ndata: b\n\n', [said('a', '7', 'fact'), said('b', '7')]],
    ['id: 7\ndata: a\n\nid\ndata: b\n\n', [said('a', '7'), said('b')]],
    ['id: 7\0\ndata: a\n\n', [said('a')]],
    [': comment\n\nretry: 5\nother: x\ndata: a:b\n\n', [said('a:b')]],
    ['data\n\n', [said('')]],
    ['event: fact\n\ndata: a\n\n', [said('a')]],
    ['\uFEFFdata: a\n\n', [said('a')]],
    ['data: a\r\n\r\ndata: b\r\rdata: c\n\r\n', [said('a'), said('b'), said('c')]],
    ['data: a\r\r', [said('a')]],
    ['data: a\n\ndata: cut\n', [said('a')]],
    ['data: a\n\ndata: cut', [said('a')]],
    ['', []],
  ])('is read: %j', async (text, expected) => {
    expect(await read(text)).toEqual(expected);
  });

  it('says the same however it is cut into chunks', async () => {
    const line = fc.oneof(
      fc.constantFrom('', 'data', 'data: 1', 'id: 1', 'id: é', 'event: fact', ': …', 'data: zoë 🙂'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    const stream = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 12 });

    await fc.assert(
      fc.asyncProperty(stream, fc.array(fc.nat(60)), async (lines, cuts) => {
        const bytes = Buffer.from(lines.flat().join(''));
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));

        expect(await messages(...chunks)).toEqual(await messages(bytes));
      }),
    );
  });
});
