import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * Sends bytes and resolves with what came back as soon as `complete` says so.
 *
 * @param {{ host: string, port: number }} server
 * @param {Uint8Array | string} request
 * @param {(answer: Buffer) => boolean} complete
 * @returns {Promise<Buffer>}
 */
async function exchange(server, request, complete) {
  const socket = connect(server);
  try {
    await once(socket, 'connect');
    socket.write(request);
    socket.setTimeout(5000, () => socket.destroy(new Error('no answer within 5 s')));
    let answer = Buffer.alloc(0);
    for await (const chunk of socket) {
      answer = Buffer.concat([answer, chunk]);
      if (complete(answer)) return answer;
    }
    throw new Error('the connection was closed before the answer was complete');
  } finally {
    socket.destroy();
  }
}

/**
 * The answer to an inline command of Redis, without its line end.
 *
 * @param {string} url `redis://host:port`
 * @param {string} command
 */
export async function redis(url, command) {
  const { hostname: host, port } = new URL(url);
  const answer = await exchange({ host, port: Number(port || 6379) }, `${command}\r\n`, (bytes) =>
    bytes.subarray(-2).equals(Buffer.from('\r\n')),
  );
  return answer.toString().trimEnd();
}

/**
 * The body of Kafka's answer to one request, without size and correlation id.
 *
 * @param {string} broker `host:port`
 * @param {{ api: number, version: number, body?: Buffer }} request
 */
export async function kafka(broker, { api, version, body = Buffer.alloc(0) }) {
  const client = 'grantline-tests';
  const header = Buffer.alloc(10);
  header.writeInt16BE(api, 0);
  header.writeInt16BE(version, 2);
  header.writeInt32BE(1, 4);
  header.writeInt16BE(client.length, 8);
  const message = Buffer.concat([header, Buffer.from(client), body]);
  const size = Buffer.alloc(4);
  size.writeInt32BE(message.length);
  const [host = '', port] = broker.split(':');
  const answer = await exchange(
    { host, port: Number(port) },
    Buffer.concat([size, message]),
    (bytes) => bytes.length >= 4 && bytes.length >= 4 + bytes.readInt32BE(0),
  );
  return answer.subarray(8);
}
/** How many brokers a Kafka broker knows of: 1 as soon as it has joined itself. @param {string} broker */
export async function brokers(broker) {
  const metadata = await kafka(broker, { api: 3, version: 0, body: Buffer.alloc(4) });
  return metadata.readInt32BE(0);
}
