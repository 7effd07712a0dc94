import kafka from './kafka.setup.js';
import redis from './redis.setup.js';

export default async function setup() {
  await redis();
  await kafka();
}
