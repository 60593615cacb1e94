import type { IdentityProvider } from '../base/model.js';

/** What can go wrong between the pool and a provider once somebody has signed in there. */
export const providerFailures = [
  'token-timeout',
  'jwks-timeout',
  'token-error',
  'connection-reset',
  'read-timeout',
  'no-user-name',
] as const;

type ProviderFailure = (typeof providerFailures)[number];

/** The `error_description` that the client hears of it with, beside `error=invalid_request`. */
export const describeFailure = (failure: ProviderFailure, { name, type }: IdentityProvider): string => {
  switch (failure) {
    case 'token-timeout':
      return 'Timeout occurred in calling IdP token endpoint';
    case 'jwks-timeout':
      // The key stands in the value once more: AWS documents it so.
      return 'error_description=Timeout in calling jwks uri';
    case 'token-error':
      return type === 'Google'
        ? 'Google Error - 401 invalid_client'
        : `${name} Error - 401 error getting token`;
    case 'connection-reset':
      return 'Connection reset';
    case 'read-timeout':
      return 'Read timed out';
    case 'no-user-name':
      return 'username attribute mapping required';
  }
};
