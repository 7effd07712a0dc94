import type { Grantline } from '#client/grantline.js';
import type { Submitted } from '#client/trail.js';

export async function asAna(grantline: Grantline): Promise<Submitted> {
  const acme = grantline.as('ana').organization('acme');
  return acme.send({ type: 'RegisterResource', data: { ref: 'group:night', parent: 'organization:acme' } });
}
