import { createPublicKey } from 'node:crypto';
import { beforeAll, expect, test } from '@jest/globals';
import { createEvents } from '../../../src/auth/events.js';
import { settingsFrom } from '../../../src/auth/options.js';
import type { TokenResponse } from '../../../src/auth/pool/pool.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { verifySignInTokens } from '../../../src/auth/tokens/token-set.js';
import { createTokenVerifier } from '../../../src/auth/tokens/token-verifier.js';
import { realWaiting } from '../../../src/auth/waiting.js';
import { generateKeys } from '../../../src/local-pool/index.js';
import { testSecret } from '../../support/bare-site.js';
import { forge } from '../../support/forge.js';

// Our own verification, without the library in front of it, at an issuer whose access tokens are opaque.

let keys: Awaited<ReturnType<typeof generateKeys>>;
const nonce = 'the nonce of this sign-in';
const settings = settingsFrom({
  pool: { issuer: 'https://issuer.example', clientId: 'client' },
  baseUrl: 'https://site.example',
  secrets: [testSecret],
  store: createMemoryStore(),
});
beforeAll(async () => {
  keys = await generateKeys();
});

const verify = (claims: Readonly<Record<string, unknown>>) => {
  const { kid, privateKey } = keys.id;
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const seconds = Math.floor(Date.now() / 1000);
  const all = {
    iss: settings.issuer,
    aud: 'client',
    sub: 'ada',
    iat: seconds,
    exp: seconds + 300,
    ...claims,
  };
  const response: TokenResponse = {
    idToken: forge({ alg: 'RS256', kid }, JSON.parse(JSON.stringify(all)), privateKey),
    accessToken: 'opaque',
    refreshToken: undefined,
    expiresInSeconds: 300,
    scopes: undefined,
  };
  const verifier = createTokenVerifier({
    settings,
    pool: { keys: async () => ({ keys: [{ ...jwk, kid, alg: 'RS256', use: 'sig' }] }) },
    events: createEvents(undefined),
    waiting: realWaiting,
  });
  return verifySignInTokens(response, nonce, { settings, verifier });
};

test('our verifier believes an ID token with the nonce of the sign-in', async () => {
  expect((await verify({ nonce })).claims).toMatchObject({ sub: 'ada', nonce });
});

test.each([
  ['another nonce', 'another'],
  ['no nonce', undefined],
  ['a nonce in a list', [nonce]],
])('our verifier refuses an ID token with %s (F-S37)', async (_what, other) => {
  await expect(verify({ nonce: other })).rejects.toMatchObject({
    code: 'pool_rejected',
    reason: 'nonce_of_another_sign_in',
  });
});
