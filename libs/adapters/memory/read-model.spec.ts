import { behavesLikeReadModel } from '#projections/read-model/read-model.suite.js';
import { MemoryReadModel } from './read-model.js';

behavesLikeReadModel(async () => new MemoryReadModel());
