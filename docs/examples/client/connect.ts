import { Grantline } from '#client/grantline.js';
import type { Organization } from '#client/organization.js';

export function connect(url: string, key: string): Organization {
  const grantline = new Grantline({ url, key });
  const acme = grantline.organization('acme');
  return acme;
}

export function connectInAHurry(url: string, token: () => Promise<string>): Grantline {
  return new Grantline({
    url,
    key: token, // asked before each call: access tokens end
    timeout: 2_000, // milliseconds, all tries and the waits between them included; 10,000 if left out
    retries: 1, // 3 if left out
  });
}
