import { createPrivateKey } from 'node:crypto';
import {
  startLocalPool,
  type LocalPool,
  type LocalPoolKeys,
  type LocalPoolOptions,
} from '../../src/local-pool/index.js';
import { signingKeyOf } from '../../src/local-pool/tokens/keys.js';
import { openForAllTests, openForEachTest } from './opened.js';

/** Made once for a whole run, in `before-the-run.js`: to make them takes longer than the rest of a pool. */
const keysOfTheRun = (): LocalPoolKeys => {
  const [id = '', access = ''] = JSON.parse(process.env['TEST_POOL_KEYS'] ?? '[]') as readonly string[];
  return { id: signingKeyOf(createPrivateKey(id)), access: signingKeyOf(createPrivateKey(access)) };
};
let keys: LocalPoolKeys | undefined;

/** A local user pool on free ports, with passwords that cost nothing to check. */
export const startPool = async (options: LocalPoolOptions = {}): Promise<LocalPool> =>
  startLocalPool({ keys: (keys ??= keysOfTheRun()), passwordCost: 16, ...options });

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
