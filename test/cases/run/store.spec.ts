import { runCases } from './run-cases.js';
import { StoreStage } from './store-stage.js';

runCases(() => new StoreStage());
