import type { View } from '#access/view.js';
import type { Facet } from '#model/compiled.js';
import { DomainError } from '#model/errors.js';
import { malformed } from '../../questions/as-of.js';

/**
 * The facet that is asked about at a resource; where the type of the resource has only one, it need not be named.
 *
 * @throws DomainError MALFORMED where it must be named, UNKNOWN_FACET, FACET_NOT_ON_TYPE
 */
export function facetAt(view: View, node: number, name: string | undefined): Facet {
  const here = [...view.model.facets.values()].filter(({ type }) => type === view.type(node));
  if (name === undefined) {
    if (here.length === 1) return here[0]!;
    const names = here.map(({ name }) => `\`${name}\``).join(', ');
    throw malformed(
      '/facet',
      here.length === 0 ? 'this type of resource has no facets' : `name one of ${names}`,
    );
  }
  const facet = view.model.facets.get(name);
  if (facet === undefined) throw new DomainError('UNKNOWN_FACET', 'the model has no such facet');
  if (facet.type !== view.type(node)) {
    throw new DomainError(
      'FACET_NOT_ON_TYPE',
      `\`${name}\` is decided on resources of type \`${facet.type}\``,
    );
  }
  return facet;
}
