import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// The least that a server in Node can do: read the body, answer a constant.

const text = '{"decision":true}';
const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': text.length };

const server = createServer((request, response) => {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => (bytes += chunk.length));
  request.on('end', () => response.writeHead(bytes > 0 ? 200 : 400, headers).end(text));
});

server.listen(0, '127.0.0.1', () => {
  // It listens on a port.
  const { port } = server.address() as AddressInfo;
  console.log(`http://127.0.0.1:${port}`);
});
