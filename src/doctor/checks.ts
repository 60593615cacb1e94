import * as api from './api-checks.js';
import type { Check } from './check.js';
import * as client from './client-checks.js';
import * as pool from './pool-checks.js';
import * as redis from './redis-checks.js';
import * as settings from './settings-checks.js';
import * as signIn from './sign-in-checks.js';

/** Every check there is, in the order in which they are told: each comes after those that it needs. */
export const checks: readonly Check[] = [
  settings.settings,
  settings.sessionSecret,
  settings.proxy,
  pool.discovery,
  pool.issuer,
  pool.clock,
  settings.regions,
  pool.domain,
  signIn.clientId,
  signIn.callbackUrl,
  signIn.codeGrant,
  signIn.scopes,
  signIn.pkce,
  client.clientSecret,
  client.revocation,
  client.signOutUrl,
  redis.redis,
  redis.redisEviction,
  api.userPoolsApi,
  api.rotation,
  api.authFlows,
  api.tokenLifetimes,
  api.registeredUrls,
  api.sessionTracking,
  api.plan,
];
