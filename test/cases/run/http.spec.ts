import { HttpStage } from './http-stage.js';
import { runCases } from './run-cases.js';

runCases(() => HttpStage.open());
