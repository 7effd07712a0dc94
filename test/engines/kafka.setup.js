import { provide } from './engines.js';
import { startBroker } from './kafka-broker.js';

export default async function setup() {
  await provide('kafka', startBroker);
}
