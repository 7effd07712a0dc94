import type { People } from './people.js';

const names = ['ana', 'ben', 'cleo', 'dev'];

/** The first people of a ledger by name; everybody has an address but cleo. */
export const people: People = {
  name: (person) => names[person] ?? `user${person}`,
  email: (person) => (person === 2 ? undefined : `${people.name(person)}@example.com`),
};
