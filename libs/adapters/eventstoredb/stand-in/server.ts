import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import featureMessages from '@eventstore/db-client/generated/serverfeatures_pb.js';
import services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerReadableStream,
  type ServerWritableStream,
  type sendUnaryData,
  type ServerUnaryCall,
  status,
  type UntypedServiceImplementation,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { type Appended, type Expected, Log, type Proposed, type Recorded } from './log.js';
import * as messages from './messages.js';
import { Trouble } from './trouble.js';

type AppendRequest = InstanceType<typeof streams.AppendReq>;
type AppendResponse = InstanceType<typeof streams.AppendResp>;
type ReadRequest = InstanceType<typeof streams.ReadReq>;
type ReadCall = ServerWritableStream<ReadRequest, InstanceType<typeof streams.ReadResp>>;
type TombstoneRequest = InstanceType<typeof streams.TombstoneReq>;
type DeleteRequest = InstanceType<typeof streams.DeleteReq>;

/**
 * A stand-in for EventStoreDB in the process of the tests, on the service definitions that its client ships. It keeps
 * events in memory, follows the rules that Grantline counts on, and misbehaves when it is told to. It is no EventStoreDB:
 * whatever it answers says how our client behaves, not how a server does.
 */
export class StandIn {
  readonly trouble = new Trouble();
  readonly #log = new Log();
  readonly #subscriptions = new Set<ReadCall>();
  #server = new Server();
  #port = 0;

  static async start(): Promise<StandIn> {
    const standIn = new StandIn();
    await standIn.#listen();
    return standIn;
  }

  /** A connection string for the client. */
  get url(): string {
    return `esdb://127.0.0.1:${this.#port}?tls=false`;
  }

  /** How many subscriptions are open. */
  get subscriptions(): number {
    return this.#subscriptions.size;
  }

  /** Ends all subscriptions as a server that stops in good order would. */
  endSubscriptions(): void {
    for (const call of this.#subscriptions) call.end();
    this.#subscriptions.clear();
  }

  /** Breaks all connections. What is written stays, and can be asked for again. */
  async restart(): Promise<void> {
    this.#server.forceShutdown();
    this.#subscriptions.clear();
    await this.#listen();
  }

  stop(): void {
    this.#server.forceShutdown();
  }

  async #listen(): Promise<void> {
    this.#server = new Server();
    this.#server.addService(definitionOf(services.StreamsService), {
      append: (
        call: ServerReadableStream<AppendRequest, AppendResponse>,
        answer: sendUnaryData<AppendResponse>,
      ) => void this.#append(call, answer).catch(ignoreGivenUp),
      read: (call: ReadCall) => void this.#read(call).catch(ignoreGivenUp),
      delete: (
        { request }: ServerUnaryCall<DeleteRequest, InstanceType<typeof streams.DeleteResp>>,
        answer: sendUnaryData<InstanceType<typeof streams.DeleteResp>>,
      ) => {
        this.#log.delete(messages.streamOf(request.getOptions()?.getStreamIdentifier()));
        answer(null, new streams.DeleteResp());
      },
      tombstone: (
        { request }: ServerUnaryCall<TombstoneRequest, InstanceType<typeof streams.TombstoneResp>>,
        answer: sendUnaryData<InstanceType<typeof streams.TombstoneResp>>,
      ) => {
        const stream = messages.streamOf(request.getOptions()?.getStreamIdentifier());
        if (this.#log.read(stream) === 'deleted') return answer(deleted(stream));
        this.#log.tombstone(stream);
        answer(null, new streams.TombstoneResp());
      },
    } satisfies UntypedServiceImplementation);
    this.#server.addService(definitionOf(features.ServerFeaturesService), {
      getSupportedMethods: (
        _call: unknown,
        answer: sendUnaryData<InstanceType<typeof featureMessages.SupportedMethods>>,
      ) => answer(null, new featureMessages.SupportedMethods()),
    });
    this.#port = await new Promise<number>((resolve, reject) => {
      const address = `127.0.0.1:${this.#port}`;
      this.#server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
  }

  async #append(
    call: ServerReadableStream<AppendRequest, AppendResponse>,
    answer: sendUnaryData<AppendResponse>,
  ): Promise<void> {
    let stream = '';
    let expected: Expected = 'any';
    const proposed: Proposed[] = [];
    for await (const message of call) {
      const request = message as AppendRequest; // what the service definition reads
      const options = request.getOptions();
      if (options !== undefined) {
        stream = messages.streamOf(options.getStreamIdentifier());
        expected = messages.expectedOf(options);
      }
      const event = messages.proposedOf(request);
      if (event !== undefined) proposed.push(event);
    }
    const trouble = this.trouble.next();
    if (trouble === 'lost before') return answer(unavailable);
    if (trouble === 'not leader') return answer(this.#notLeader());
    const appended = this.#log.append(stream, proposed, expected);
    if (trouble === 'lost after') return answer(unavailable);
    if (trouble === 'too late') return;
    answerAppended(appended, { stream, expected }, answer);
  }

  /** The node that leads is this one. */
  #notLeader(): Parameters<sendUnaryData<never>>[0] {
    const metadata = new Metadata();
    metadata.set('exception', 'not-leader');
    metadata.set('leader-endpoint-host', '127.0.0.1');
    metadata.set('leader-endpoint-port', String(this.#port));
    return { code: status.NOT_FOUND, details: 'not the leader', metadata };
  }

  async #read(call: ReadCall): Promise<void> {
    const options = call.request.getOptions()!;
    if (call.metadata.get('requires-leader').length > 0 && this.trouble.readsElsewhere > 0) {
      this.trouble.readsElsewhere -= 1;
      call.emit('error', this.#notLeader());
      return;
    }
    if (options.hasSubscription()) return this.#subscribe(call);
    const count = Number(options.getCount());
    const identifier = options.getStream()!.getStreamIdentifier();
    const stream = messages.streamOf(identifier);
    const readable = this.#log.read(stream);
    if (readable === 'deleted') {
      call.emit('error', deleted(stream));
      return;
    }
    if (readable === undefined) {
      call.write(messages.notFound(identifier));
      call.end();
      return;
    }
    for (const event of selected(readable, options).slice(0, count))
      await send(call, messages.readEvent(event));
    call.end();
  }

  async #subscribe(call: ReadCall): Promise<void> {
    const all = call.request.getOptions()!.getAll()!;
    const filter = messages.filterOf(call.request);
    let next = all.hasPosition() ? Number(all.getPosition()!.getCommitPosition()) : 0;
    this.#subscriptions.add(call);
    const isOver = () => call.cancelled || !this.#subscriptions.has(call);
    call.write(messages.confirmation());
    let isLive = false;
    while (!isOver()) {
      const events = this.#log.all;
      while (next < events.length && !isOver()) {
        const event = events[next++]!;
        if (!filter(event) || this.trouble.silent) continue;
        await this.trouble.slowly();
        if (!isOver()) await send(call, messages.readEvent(event));
        if (next % 512 === 0) await setImmediate();
      }
      if (isOver()) break;
      if (!isLive && !this.trouble.silent) call.write(messages.caughtUp());
      isLive = true;
      await new Promise<void>((resolve) => {
        this.#log.whenWritten(resolve);
        call.once('cancelled', resolve);
      });
    }
    this.#subscriptions.delete(call);
  }
}

/** A client that gives a call up ends it in the middle. */
function ignoreGivenUp(): void {}

const unavailable = { code: status.UNAVAILABLE, details: 'the connection is lost' };

function deleted(stream: string): { code: status; details: string; metadata: Metadata } {
  const metadata = new Metadata();
  metadata.set('exception', 'stream-deleted');
  metadata.set('stream-name', stream);
  return { code: status.FAILED_PRECONDITION, details: 'the stream is deleted', metadata };
}

function answerAppended(
  appended: Appended,
  { stream, expected }: { readonly stream: string; readonly expected: Expected },
  answer: sendUnaryData<AppendResponse>,
): void {
  switch (appended.kind) {
    case 'written':
      return answer(null, messages.written(appended.last, appended.position));
    case 'wrong version':
      return answer(null, messages.wrongVersion(expected, appended.current));
    default:
      return answer(deleted(stream));
  }
}

/** Events from where it is asked for, in the direction that is asked for. */
function selected(
  readable: readonly Recorded[],
  options: InstanceType<typeof streams.ReadReq.Options>,
): readonly Recorded[] {
  const of = options.getStream()!;
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const ordered = backwards ? readable.toReversed() : readable;
  if (of.hasStart()) return backwards ? ordered.slice(-1) : ordered;
  if (of.hasEnd()) return backwards ? ordered : [];
  const from = Number(of.getRevision());
  return ordered.filter(({ revision }) => (backwards ? revision <= from : revision >= from));
}

/** Waits where the client takes no more. */
async function send(call: ReadCall, response: InstanceType<typeof streams.ReadResp>): Promise<void> {
  if (call.write(response)) return;
  // What is not waited for any more lets go of the call.
  const over = new AbortController();
  const { signal } = over;
  const ends = [once(call, 'drain', { signal }), once(call, 'cancelled', { signal })];
  await Promise.race(ends);
  over.abort();
  await Promise.allSettled(ends);
}

/** What the client ships is declared with other types than the server takes. */
function definitionOf(service: unknown): ServiceDefinition {
  return service as ServiceDefinition;
}
