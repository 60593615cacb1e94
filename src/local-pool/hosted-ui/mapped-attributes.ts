import { PoolError } from '../base/errors.js';
import type { Attributes, IdentityProvider, Person } from '../base/model.js';
import type { AuthorizeRequest } from '../oauth/authorize-request.js';
import { assertMayWrite, isStandardAttribute } from '../people/attributes.js';
import { missingAttributes } from '../people/schema.js';

/** What a provider says of somebody, under the names that the pool has for it: what has a standard name where nothing is mapped. */
export const mappedAttributes = ({ attributeMapping }: IdentityProvider, claims: Attributes): Attributes => {
  if (attributeMapping === undefined) {
    return Object.fromEntries(
      Object.entries(claims).filter(([name]) => name !== 'sub' && isStandardAttribute(name)),
    );
  }
  return Object.fromEntries(
    Object.entries(attributeMapping)
      .filter(([name]) => name !== 'username')
      .map(([name, claim]) => [name, claims[claim] ?? ''] as const)
      .filter(([, value]) => value !== ''),
  );
};

/**
 * What keeps somebody out whose provider said this, as `error_description`. A missing attribute was observed in this
 * form. One that the client may not write fails the sign-in too (AWS documents it); the words are those of the API.
 */
export const mappingProblem = (
  { pool, client }: AuthorizeRequest,
  { known, mapped }: { readonly known: Person | undefined; readonly mapped: Attributes },
): string | undefined => {
  const missing = missingAttributes(pool, { ...known?.attributes, ...mapped });
  if (missing.length > 0) return `attributes required: [${missing.join(', ')}]`;
  try {
    assertMayWrite(
      client,
      Object.keys(mapped).filter((name) => !name.endsWith('_verified')),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof PoolError)) throw error;
    return error.message;
  }
};
