import type { View } from '#access/view.js';
import type { About } from '#audit/export/manifest.js';
import type { People } from '#audit/export/people.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import { version } from '../../version.js';
import { timeOf } from '../answer.js';

/** What a manifest says before the first record. `filter` is what the records were narrowed to, as far as it was said. */
export function aboutOf(
  organization: string,
  { access, revision, instant }: View,
  content: About['content'],
  filter: Readonly<Record<string, string | number | boolean | undefined>>,
): About {
  const { name, version: modelVersion } = access.modelReference(revision);
  const said = Object.entries(filter).flatMap(([field, value]) =>
    value === undefined ? [] : [[field, String(value)] as const],
  );
  return {
    content,
    organization,
    model: `${name}@${modelVersion}`,
    asOf: { revision, time: timeOf(instant) },
    ...(said.length > 0 && { filter: Object.fromEntries(said) }),
    version: version(),
  };
}

export function peopleOf(directory: PeopleDirectory): People {
  return {
    name: (person) => directory.name(person),
    email: (person) => directory.identity(person)?.email,
  };
}
