import { DomainError } from '#model/errors.js';
import type { Socket } from 'node:net';
import { problem, problemType } from './problem.js';
import { requestId } from './request.js';

const sayings: ReadonlyMap<string | undefined, DomainError> = new Map([
  ['HPE_HEADER_OVERFLOW', new DomainError('TOO_LARGE', 'the header is larger than 16 KiB, send less')],
  ['ERR_HTTP_REQUEST_TIMEOUT', new DomainError('MALFORMED', 'the request did not arrive in time')],
]);

/** Answers what never became a request: bytes that are not HTTP, an endless header, a client that stalls. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = sayings.get(error.code) ?? new DomainError('MALFORMED', 'this cannot be read as HTTP/1.1');
  const id = requestId({ headers: {} });
  const document = problem(refusal, id);
  const body = JSON.stringify(document);
  socket.end(
    [
      `HTTP/1.1 ${document.status} ${document.title}`,
      `content-type: ${problemType}`,
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${id}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
