import type { Attributes, IdentityProvider } from '../base/model.js';

/**
 * What a simulated SAML provider says, under the names that the pool expects of it too: SAML has none that all share, so
 * whatever an attribute is mapped from is what it is called there.
 */
export const assertedAs = ({ attributeMapping = {} }: IdentityProvider, said: Attributes): Attributes => {
  const mapped = Object.entries(attributeMapping)
    .filter(([name]) => said[name] !== undefined)
    .map(([name, claim]) => [claim, said[name] ?? ''] as const);
  return { ...Object.fromEntries(mapped), ...said };
};
