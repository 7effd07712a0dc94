import { provide } from './engines.js';
import { startRedis } from './redis-server.js';

export default async function setup() {
  await provide('redis', startRedis);
}
