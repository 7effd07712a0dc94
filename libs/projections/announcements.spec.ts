import { beforeEach, describe, expect, it } from '@jest/globals';
import { Announcements } from './announcements.js';
import { placed } from './scripted-reader.suite.js';

describe('announcements', () => {
  let announcements: Announcements;
  let heard: number[];
  beforeEach(() => {
    announcements = new Announcements();
    heard = [];
  });
  const acme = (n: number) => placed(n);
  const beta = (n: number) => placed(n, { stream: 'organization-beta' });

  it('say once for many events how far a stream has grown', async () => {
    announcements.listen('organization-acme', (revision) => heard.push(revision));
    await announcements.apply([acme(1), beta(7), acme(2)]);
    await announcements.apply([beta(8)]);
    expect(heard).toEqual([2]);
  });

  it('reach everybody who listens, until they have enough', async () => {
    const stop = announcements.listen('organization-acme', (revision) => heard.push(revision));
    announcements.listen('organization-acme', (revision) => heard.push(10 * revision));
    await announcements.apply([acme(1)]);
    stop();
    await announcements.apply([acme(2)]);
    expect(heard).toEqual([1, 10, 20]);
  });
});
