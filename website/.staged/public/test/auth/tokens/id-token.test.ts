import { afterEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../src/local-pool/index.js';
import { startBareSite } from '../../support/bare-site.js';
import { returning } from '../../support/callback.js';
import { openForAllTests } from '../../support/opened.js';
import { expectRefusal } from '../../support/refusal.js';

const seconds = (fromNow: number): number => Math.floor(Date.now() / 1000) + fromNow;
const year = 365 * 24 * 3600;

type Row = readonly [
  sentence: string,
  fault: Omit<Extract<Fault, { readonly kind: 'token' }>, 'kind' | 'of'>,
  reason: string,
];

const signatures: readonly Row[] = [
  ['a signature by a foreign key (D-01)', { signature: 'foreign' }, 'err_jws_signature_verification_failed'],
  ['an empty signature (D-01)', { signature: 'empty' }, 'err_jws_signature_verification_failed'],
  ['no signature and alg none (D-02)', { signature: 'none' }, 'token_signed_otherwise'],
  [
    'HS256 with the client secret, told by its name (D-04, F-D14)',
    { signature: 'hs256' },
    'token_signed_otherwise',
  ],
  ['PS256 with the right key (D-05)', { signature: 'ps256' }, 'token_signed_otherwise'],
  ['ES256 (D-05)', { signature: 'es256' }, 'token_signed_otherwise'],
  [
    'a critical header that nobody knows (D-07)',
    { header: { crit: ['exp'] } },
    'oauth_unsupported_operation',
  ],
  ['typ at+jwt (D-21)', { header: { typ: 'at+jwt' } }, 'token_is_of_another_type'],
  ['typ logout+jwt (D-21)', { header: { typ: 'logout+jwt' } }, 'token_is_of_another_type'],
];

const claims: readonly (readonly [sentence: string, claims: Record<string, unknown>, reason: string])[] = [
  [
    'iss of another issuer (D-08)',
    { iss: 'http://127.0.0.1:1/us-east-1_Local00011' },
    'oauth_jwt_claim_comparison_failed',
  ],
  ['no iss (D-08)', { iss: undefined }, 'oauth_invalid_response'],
  ['a list of iss (D-08)', { iss: ['http://127.0.0.1:1/us-east-1_Local0001'] }, 'oauth_invalid_response'],
  ['aud of another client (D-09)', { aud: 'another-client' }, 'oauth_jwt_claim_comparison_failed'],
  ['no aud (D-09)', { aud: undefined }, 'oauth_invalid_response'],
  ['a number as aud (D-09)', { aud: 7 }, 'oauth_invalid_response'],
  ['an empty list of aud (D-09)', { aud: [] }, 'oauth_jwt_claim_comparison_failed'],
  [
    'a second aud and no azp (D-11)',
    { aud: ['1localpoolconfidential0001', 'another-client'] },
    'oauth_jwt_claim_comparison_failed',
  ],
  [
    'a second aud, and azp ours (D-11)',
    { aud: ['1localpoolconfidential0001', 'another-client'], azp: '1localpoolconfidential0001' },
    'token_of_another_audience',
  ],
  ['azp of another client (D-12)', { azp: 'another-client' }, 'token_of_another_client'],
  ['no sub (D-13)', { sub: undefined }, 'oauth_invalid_response'],
  ['null as sub (D-13)', { sub: null }, 'oauth_invalid_response'],
  ['a number as sub (D-13)', { sub: 7 }, 'oauth_invalid_response'],
  ['an object as sub (D-13)', { sub: { id: 'x' } }, 'oauth_invalid_response'],
  ['an empty sub (D-14)', { sub: '' }, 'token_subject_unusable'],
  ['a sub of 256 characters (D-14)', { sub: 'x'.repeat(256) }, 'token_subject_unusable'],
  ['a sub with a line break (D-14)', { sub: 'ada\r\nlovelace' }, 'token_subject_unusable'],
  ['a sub that is not ASCII (D-14)', { sub: 'adá' }, 'token_subject_unusable'],
  ['no exp (D-15)', { exp: undefined }, 'oauth_invalid_response'],
  ['exp 31 s past (D-15)', { exp: seconds(-31) }, 'oauth_jwt_timestamp_check_failed'],
  ['exp as text (D-15)', { exp: String(seconds(3600)) }, 'oauth_invalid_response'],
  ['null as exp (D-15)', { exp: null }, 'oauth_invalid_response'],
  ['exp 0 (D-15)', { exp: 0 }, 'oauth_jwt_timestamp_check_failed'],
  ['a negative exp (D-15)', { exp: -1 }, 'oauth_jwt_timestamp_check_failed'],
  ['exp in the year 9999 (D-16)', { exp: 253_402_300_000 }, 'token_lives_too_long'],
  ['exp in 25 hours (D-16)', { exp: seconds(25 * 3600) }, 'token_lives_too_long'],
  ['no iat (D-17)', { iat: undefined }, 'oauth_invalid_response'],
  ['iat as text (D-17)', { iat: String(seconds(0)) }, 'oauth_invalid_response'],
  ['iat tomorrow (D-18)', { iat: seconds(86_400), exp: seconds(88_000) }, 'token_from_the_future'],
  ['iat a year ago (D-18)', { iat: seconds(-year) }, 'token_is_old'],
  ['iat 11 minutes ago (D-18)', { iat: seconds(-660) }, 'token_is_old'],
  ['nbf a minute ahead (D-19)', { nbf: seconds(60) }, 'oauth_jwt_timestamp_check_failed'],
  ['another nonce (D-20)', { nonce: 'another nonce' }, 'oauth_jwt_claim_comparison_failed'],
  ['no nonce (D-20)', { nonce: undefined }, 'oauth_invalid_response'],
  ['a list of nonces (D-20)', { nonce: ['a', 'b'] }, 'oauth_jwt_claim_comparison_failed'],
  ['an access token in its place (D-21)', { token_use: 'access' }, 'not_an_id_token'],
  ['no token_use (D-21)', { token_use: undefined }, 'not_an_id_token'],
  [
    'at_hash of another access token (D-22)',
    { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' },
    'access_token_of_another_id_token',
  ],
  ['a number as at_hash (D-22)', { at_hash: 7 }, 'access_token_of_another_id_token'],
  ['auth_time tomorrow', { auth_time: seconds(86_400) }, 'auth_time_unusable'],
  ['auth_time as text', { auth_time: 'now' }, 'oauth_invalid_response'],
];

describe('a sign-in is refused, and nobody signed in, when the ID token has', () => {
  const site = openForAllTests(startBareSite);
  afterEach(() => site.pool.faults.clear());

  test.each([
    ...signatures,
    ...claims.map(([sentence, changed, reason]): Row => [sentence, { claims: changed }, reason]),
  ])('%s', async (_sentence, fault, reason) => {
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'token', of: 'id', ...fault } });
    const back = await returning(site);
    await expectRefusal(site, back, { status: 502, code: 'pool_rejected', reason, tokenRequests: 1 });
    expect(await back.browser.cookies(site.origin)).toEqual({});
  });
});
