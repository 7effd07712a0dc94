import type { Mail } from '#projections/mailing/mail-transport.js';
import { readMail } from '#projections/mailing/read-mail.suite.js';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

type Refusal = { readonly code: number; readonly says: string };
type Trouble = 'hang' | 'break before' | 'break after';

/**
 * A mail server in the process of a test: a real one, that can be told what to answer, and when to break a connection.
 */
export class MailServer {
  /** Mails that it answers for, as they came. */
  readonly #sources: string[] = [];
  /** Answers to recipients, by address. */
  readonly recipients = new Map<string, Refusal>();
  /** Answers to whoever connects, sends, or has written a mail. */
  greeting: Refusal | undefined;
  sender: Refusal | undefined;
  data: Refusal | undefined;
  /** What goes wrong with the next mails, one after another: before the server has them, or before it says so. */
  readonly troubles: Trouble[] = [];
  connections = 0;
  readonly #sockets = new Set<Socket>();
  readonly #options: SMTPServerOptions;
  #server: SMTPServer | undefined;
  #port = 0;

  private constructor(options: SMTPServerOptions) {
    this.#options = options;
  }

  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const server = new MailServer(options);
    await server.up();
    return server;
  }

  /** What it answers for, in the order in which it came. */
  get taken(): readonly Mail[] {
    return this.#sources.map(readMail);
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** Listens, where it has listened before. */
  async up(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onConnect: (_, done) => {
        this.connections += 1;
        done(refused(this.greeting));
      },
      onMailFrom: (_, __, done) => done(refused(this.sender)),
      onRcptTo: ({ address }, _, done) => done(refused(this.recipients.get(address))),
      onData: (stream, _, done) => {
        // The connection may break in the middle of it: then there is no mail.
        text(stream).then(
          (source) => this.#take(source, done),
          () => undefined,
        );
      },
      ...this.#options,
    });
    // A connection that broke is no fault of the test.
    server.on('error', () => undefined);
    server.server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server.server, 'listening');
    this.#port = (server.server.address() as AddressInfo).port;
    this.#server = server;
  }

  async down(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(resolve));
    this.#break();
    await closed;
  }

  #take(source: string, done: (error?: Error | null) => void): void {
    const trouble = this.troubles.shift();
    if (trouble === 'break before') return this.#break();
    const refusal = refused(this.data);
    if (refusal !== undefined) return done(refusal);
    this.#sources.push(source);
    if (trouble === 'break after') return this.#break();
    if (trouble !== 'hang') done();
  }

  #break(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

function refused(refusal: Refusal | undefined): Error | undefined {
  if (refusal === undefined) return undefined;
  return Object.assign(new Error(refusal.says), { responseCode: refusal.code });
}
