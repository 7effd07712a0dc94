export { stopAll as default } from './engines.js';
