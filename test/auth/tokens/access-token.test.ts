import { afterEach, describe, test } from '@jest/globals';
import type { Fault } from '../../../src/local-pool/index.js';
import { startBareSite } from '../../support/bare-site.js';
import { returning } from '../../support/callback.js';
import { openForAllTests } from '../../support/opened.js';
import { expectRefusal } from '../../support/refusal.js';

const seconds = (fromNow: number): number => Math.floor(Date.now() / 1000) + fromNow;

describe('a sign-in is refused when the access token that comes with it has', () => {
  const site = openForAllTests(startBareSite);
  afterEach(() => site.pool.faults.clear());

  test.each<readonly [string, Omit<Extract<Fault, { readonly kind: 'token' }>, 'kind' | 'of'>, string]>([
    ['a signature by a foreign key', { signature: 'foreign' }, 'err_jws_signature_verification_failed'],
    ['no signature', { signature: 'none' }, 'err_jose_alg_not_allowed'],
    ['HS256 with the client secret', { signature: 'hs256' }, 'err_jose_alg_not_allowed'],
    ['PS256', { signature: 'ps256' }, 'err_jose_alg_not_allowed'],
    ['another person as its subject', { claims: { sub: 'somebody-else' } }, 'tokens_of_different_people'],
    ['another client', { claims: { client_id: 'another-client' } }, 'token_of_another_client'],
    ['no client', { claims: { client_id: undefined } }, 'token_of_another_client'],
    [
      'another issuer',
      { claims: { iss: 'http://127.0.0.1:1/us-east-1_Local0001' } },
      'err_jwt_claim_validation_failed',
    ],
    ['the use of an ID token', { claims: { token_use: 'id' } }, 'not_an_access_token'],
    [
      'an audience elsewhere (RFC 8707)',
      { claims: { aud: 'https://api.example.com/' } },
      'token_of_another_audience',
    ],
    ['a list as audience', { claims: { aud: ['http://localhost'] } }, 'token_of_another_audience'],
    ['an end in the past', { claims: { exp: seconds(-40) } }, 'err_jwt_expired'],
    ['no end', { claims: { exp: undefined } }, 'err_jwt_claim_validation_failed'],
    ['an end in 25 hours', { claims: { exp: seconds(25 * 3600) } }, 'token_lives_too_long'],
    [
      'an issue tomorrow',
      { claims: { iat: seconds(86_400), exp: seconds(86_500) } },
      'token_from_the_future',
    ],
    ['typ at a logout token', { header: { typ: 'logout+jwt' } }, 'token_is_of_another_type'],
  ])('%s', async (_what, fault, reason) => {
    // Without at_hash, which would give each of them away before anybody looked at it.
    const unbound: Fault = { kind: 'token', of: 'id', claims: { at_hash: undefined } };
    site.pool.faults.add({ endpoint: 'token', fault: unbound });
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'token', of: 'access', ...fault } });
    const back = await returning(site);
    await expectRefusal(site, back, { status: 502, code: 'pool_rejected', reason, tokenRequests: 1 });
  });
});
