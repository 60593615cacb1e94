import { beforeAll, describe, expect, test } from '@jest/globals';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { awsIssuer } from '../../../src/local-pool/index.js';
import { signInForTokens, type TokenSet } from '../../local-pool/support/app.js';
import { startPool, poolForAllTests } from '../../support/pool.js';

const userPoolId = 'us-east-1_Pool12345';

const pool = poolForAllTests({ userPoolId: userPoolId, issuer: awsIssuer(userPoolId) });
let tokens: TokenSet;

beforeAll(async () => {
  tokens = await signInForTokens(pool);
});

/** AWS's own verifier, with the keys of this pool in its cache: it never asks AWS. */
const verifierFor = <T extends 'id' | 'access'>(tokenUse: T, groups?: string[]) => {
  const verifier = CognitoJwtVerifier.create({
    userPoolId: userPoolId,
    clientId: pool.client.id,
    tokenUse,
    ...(groups === undefined ? {} : { groups }),
  });
  verifier.cacheJwks({ keys: [...pool.keys.published()] });
  return verifier;
};

describe('aws-jwt-verify', () => {
  test('accepts both tokens of a pool with the literal AWS issuer', async () => {
    expect(await verifierFor('access').verify(tokens.access_token)).toMatchObject({
      username: expect.any(String),
    });
    expect(await verifierFor('id').verify(tokens.id_token)).toMatchObject({ email: 'ada@example.com' });
  });

  test('finds the groups', async () => {
    await expect(verifierFor('access', ['admins']).verify(tokens.access_token)).resolves.toBeDefined();
    await expect(verifierFor('access', ['owners']).verify(tokens.access_token)).rejects.toThrow(/group/iu);
  });

  test('refuses an ID token in the place of an access token, and an expired one', async () => {
    await expect(verifierFor('access').verify(tokens.id_token)).rejects.toThrow(/token use/iu);
    const past = Date.now() - 7_200_000;
    const old = await startPool({
      userPoolId: userPoolId,
      issuer: awsIssuer(userPoolId),
      now: () => past,
    });
    const stale = await signInForTokens(old);
    await old.close();
    await expect(verifierFor('access').verify(stale.access_token)).rejects.toThrow(/expired/iu);
  });
});
