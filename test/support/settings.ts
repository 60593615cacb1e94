import { settingsFrom, type AuthOptions, type PoolOptions, type Settings } from '../../src/auth/options.js';
import { createMemoryStore } from '../../src/auth/sessions/memory-store.js';
import { testSecret } from './secret.js';

/** A user pool of Cognito that nobody calls. */
export const cognitoIssuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI';

/** The settings of `https://site.example/shop` at some pool: for what needs them and no site around them. */
export const settingsAt = (
  pool: Partial<PoolOptions> = {},
  options: Partial<Omit<AuthOptions, 'pool'>> = {},
): Settings =>
  settingsFrom({
    pool: { issuer: cognitoIssuer, clientId: 'client', ...pool },
    baseUrl: 'https://site.example/shop',
    secrets: [testSecret],
    store: createMemoryStore(),
    ...options,
  });
