import {
  generateKeys,
  startLocalPool,
  type LocalPool,
  type LocalPoolKeys,
  type LocalPoolOptions,
} from '../../src/local-pool/index.js';
import { openForAllTests, openForEachTest } from './opened.js';

// Made once for a whole file: they take longer than the rest of a pool.
let keys: Promise<LocalPoolKeys> | undefined;

/** A local user pool on free ports, with passwords that cost nothing to check. */
export const startPool = async (options: LocalPoolOptions = {}): Promise<LocalPool> =>
  startLocalPool({ keys: await (keys ??= generateKeys()), passwordCost: 16, ...options });

/** The same for a site at `baseUrl`, which people come back to. */
export const startPoolFor = (baseUrl: string, options: LocalPoolOptions = {}): Promise<LocalPool> =>
  startPool({
    callbackUrls: [`${baseUrl}/auth/callback`],
    logoutUrls: [`${baseUrl}/signed-out`],
    ...options,
  });

/** A fresh pool for each test, under one name. */
export const poolForEachTest = (options?: LocalPoolOptions): LocalPool =>
  openForEachTest(() => startPool(options));

/** One pool for all the tests of this file, or of this `describe`. */
export const poolForAllTests = (options?: LocalPoolOptions): LocalPool =>
  openForAllTests(() => startPool(options));
