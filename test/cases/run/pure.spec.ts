import { PureStage } from './pure-stage.js';
import { runCases } from './run-cases.js';

runCases(() => new PureStage());
