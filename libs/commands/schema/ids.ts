import { namePattern, nameFault, resourceIdFault, userIdFault } from '#model/ids.js';
import { parseRef } from '#model/ref.js';
import { parseScope } from '#model/scope.js';
import { z } from 'zod';
import { text } from './text.js';

const idMax = 256;

function id(fault: (text: string) => string | undefined) {
  return text((text) => {
    const says = fault(text);
    return says === undefined ? undefined : { code: 'INVALID_ID', says };
  });
}

/** Id of a role, a facet, a type. */
export const identifier = id(nameFault).meta({ pattern: namePattern.source });

/** A level or a single permission; `*` is everything of the facet. */
export const level = id((text) => (text === '*' ? undefined : nameFault(text)));

export const userId = id(userIdFault).meta({ minLength: 1, maxLength: idMax });

/** Plain id of a resource, without its type. */
export const resourceId = id(resourceIdFault).meta({ minLength: 1, maxLength: idMax });

/** A resource as `type:id`. */
export const ref = id((text) =>
  parseRef(text) === undefined ? 'is not a resource, write `type:id`' : undefined,
).meta({ examples: ['group:sales'] });

export const scope = id((text) =>
  parseScope(text) === undefined
    ? 'is not a scope, write `.`, `type:*`, `type:id` or `type:id/**`'
    : undefined,
).meta({ examples: ['.', 'project:*', 'project:web', 'project:web/**'] });

const rolesMax = 1000;

/** Ids of roles, each once, in the order given. */
export const roleIds = z
  .array(identifier)
  .max(rolesMax)
  .transform((roles) => [...new Set(roles)]);
