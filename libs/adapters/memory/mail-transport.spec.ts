import { mailTransportSuite } from '#projections/mailing/mail-transport.suite.js';
import { describe } from '@jest/globals';
import { MemoryMailTransport } from './mail-transport.js';

describe('mails in memory', () => {
  mailTransportSuite(async () => {
    const transport = new MemoryMailTransport();
    return { transport, arrived: async () => transport.mails, remove: async () => {} };
  });
});
