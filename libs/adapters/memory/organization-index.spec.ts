import { organizationIndexSuite } from '#projections/organizations/organization-index.suite.js';
import { describe } from '@jest/globals';
import { MemoryOrganizationIndex } from './organization-index.js';

describe('index of organizations in memory', () => {
  organizationIndexSuite(async () => ({ store: new MemoryOrganizationIndex(), remove: async () => {} }));
});
