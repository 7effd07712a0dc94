import type { AddressInfo } from 'node:net';
import type { Config } from './config.js';
import { prepare } from './first-start.js';
import { createServer } from './http/server.js';
import type { Log } from './log.js';
import { openService, type Service } from './service.js';
import { welcome } from './welcome.js';

export type Running = {
  readonly url: string;
  readonly service: Service;
  /** What a first start has to say. */
  readonly welcome?: string;
  /** Takes nothing new, finishes what was accepted, lets go of everything. */
  stop(): Promise<void>;
};

/**
 * Starts the service and resolves when it answers.
 *
 * @throws ConfigError, StoreUnavailable or StoreCorrupt with a sentence when it must not run
 */
export async function run(config: Config, log: Log, clock?: () => number): Promise<Running> {
  const service = await openService(config, log, clock);
  try {
    const made = await prepare(service);
    const app = await createServer(service);
    await app.listen(config.port, config.host);
    const { address, family, port } = app.getHttpServer().address() as AddressInfo;
    const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
    service.publicUrl.listensAt(url);
    service.ready.start();
    log.info({ url }, 'listening');
    const stop = async () => {
      service.ready.stop();
      service.eventStreams.close();
      service.exports.close();
      await app.close();
      await service.close();
      log.info('stopped');
    };
    return { url, service, stop, ...(made !== undefined && { welcome: welcome(url, made, service) }) };
  } catch (error) {
    await service.close();
    throw error;
  }
}
