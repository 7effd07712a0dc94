import { organization } from '../folder/write-ledger.js';
import { large, leaf, permissions, user } from '../organization.js';
import { Random } from '../random.js';
import { post, type Server } from './server.js';

const access = `/v1/organizations/${organization}/access/v1`;
export const evaluation = `${access}/evaluation`;
export const evaluations = `${access}/evaluations`;

const random = new Random(5);

/** A check as AuthZEN has it: anybody, any permission, any app or number. */
export function question() {
  return {
    subject: { type: 'user', id: user(random.below(large.people)) },
    action: { name: random.from(permissions) },
    resource: resource(),
  };
}

export function resource(): { type: string; id: string } {
  const [type, id] = leaf(random.below(large.leaves)).split(':');
  return { type: type!, id: id! };
}

/** Makes sure that the service has the organization in memory and answers such questions, some of them with yes. */
export async function tryQuestions(service: Server): Promise<void> {
  const batch = { evaluations: Array.from({ length: 1_000 }, question) };
  const answer = (await post(service, evaluations, batch)) as { evaluations: { decision: boolean }[] };
  if (!answer.evaluations.some(({ decision }) => decision)) throw new Error('nothing was ever allowed');
}
