import {
  generateKeys,
  startLocalPool,
  type LocalPool,
  type LocalPoolOptions,
} from '../../src/local-pool/index.js';

// Made once for a whole file: they take longer than the rest of a pool.
const keys = generateKeys();

/** A local user pool for a site at `baseUrl`, on free ports, with passwords that cost nothing to check. */
export const startTestPool = async (baseUrl: string, options: LocalPoolOptions = {}): Promise<LocalPool> =>
  startLocalPool({
    keys: await keys,
    passwordCost: 16,
    callbackUrls: [`${baseUrl}/auth/callback`],
    logoutUrls: [`${baseUrl}/signed-out`],
    ...options,
  });
