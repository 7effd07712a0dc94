import type { Mail } from './mail-transport.js';

/** Reads a mail as it travels (RFC 5322, MIME), as far as mails of this service go. */
export function readMail(source: string): Mail {
  const { header, body } = entity(source);
  const parts = partsOf(header('content-type'), body);
  const [, name, address] = /^(.*?)\s*<(.+)>$/s.exec(header('from')) ?? [];
  return {
    messageId: header('message-id'),
    date: new Date(header('date')),
    from: { name: unquoted(words(name!)), address: address! },
    to: header('to'),
    subject: words(header('subject')),
    text: parts.get('text/plain')!,
    html: parts.get('text/html')!,
  };
}

function entity(source: string): { header(name: string): string; body: string } {
  const end = source.indexOf('\r\n\r\n');
  const lines = source
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line] as const);
  return {
    header(name) {
      const found = headers.filter(([known]) => known === name);
      if (found.length !== 1) throw new Error(`the mail has ${found.length} headers \`${name}\``);
      return found[0]![1].slice(name.length + 1).trim();
    },
    body: source.slice(end + 4),
  };
}

function partsOf(type: string, body: string): ReadonlyMap<string, string> {
  const [, boundary] = /^multipart\/alternative;.*boundary="([^"]+)"/.exec(type)!;
  const parts = body.split(`--${boundary}`).slice(1, -1);
  return new Map(
    parts.map((part) => {
      const { header, body } = entity(part.replace(/^\r\n/, ''));
      const written = decoded(header('content-transfer-encoding'), body.replace(/\r\n$/, ''));
      return [header('content-type').split(';')[0]!, written.replaceAll('\r\n', '\n')];
    }),
  );
}

function decoded(encoding: string, text: string): string {
  if (encoding === '7bit') return text;
  if (encoding === 'quoted-printable') return fromBytes(text.replaceAll('=\r\n', ''));
  throw new Error(`the mail is written in ${encoding}`);
}

function fromBytes(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Encoded words of RFC 2047. */
function words(text: string): string {
  const joined = text.replaceAll(/\?=\s+=\?UTF-8\?/gi, '?==?UTF-8?');
  return joined.replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, encoding: string, word: string) =>
    encoding.toUpperCase() === 'B'
      ? Buffer.from(word, 'base64').toString('utf8')
      : fromBytes(word.replaceAll('_', ' ')),
  );
}

function unquoted(text: string): string {
  const [, inside] = /^"(.*)"$/s.exec(text) ?? [];
  return inside === undefined ? text : inside.replaceAll(/\\(.)/gs, '$1');
}
