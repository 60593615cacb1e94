import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import {
  authTimeIn,
  checkAccessTokenHash,
  checkAge,
  checkAudience,
  checkSubject,
  checkTimes,
  identityIn,
  isForOrigin,
  issuersOfPool,
  secondsAheadIn,
  withoutEmptyTime,
} from '../../../src/auth/tokens/claim-checks.js';

const nowMs = 1_800_000_000_000;
const nowSeconds = nowMs / 1000;
const daySeconds = 86_400;

/** `passes`, or the reason. */
const outcomeOf = (check: () => unknown): string => {
  try {
    check();
    return 'passes';
  } catch (error) {
    return error instanceof AuthError && error.code === 'pool_rejected'
      ? (error.reason ?? '')
      : String(error);
  }
};

describe('the times of a token', () => {
  test.each([
    [{ iat: nowSeconds + 30, exp: nowSeconds + 60 }, 'passes'],
    [{ iat: nowSeconds + 31, exp: nowSeconds + 60 }, 'token_from_the_future'],
    [{ iat: nowSeconds, exp: nowSeconds + daySeconds + 30 }, 'passes'],
    [{ iat: nowSeconds, exp: nowSeconds + daySeconds + 31 }, 'token_lives_too_long'],
  ])('%j: %s', (payload, outcome) => {
    expect(outcomeOf(() => checkTimes(payload, nowMs))).toBe(outcome);
  });
});

describe('the audience of an ID token', () => {
  test.each<readonly [{ aud?: string | string[]; azp?: unknown }, string]>([
    [{ aud: 'client' }, 'passes'],
    [{ aud: ['client'] }, 'passes'],
    [{ aud: 'client', azp: 'client' }, 'passes'],
    [{}, 'token_of_another_audience'],
    [{ aud: [] }, 'token_of_another_audience'],
    [{ aud: 'other' }, 'token_of_another_audience'],
    [{ aud: ['client', 'other'] }, 'token_of_another_audience'],
    [{ aud: ['client', 'client'] }, 'token_of_another_audience'],
    [{ aud: 'client', azp: 'other' }, 'token_of_another_client'],
  ])('%j: %s', (payload, outcome) => {
    expect(outcomeOf(() => checkAudience(payload, 'client'))).toBe(outcome);
  });
});

test.each<readonly [unknown, boolean]>([
  [undefined, true],
  ['https://site.example', true],
  ['https://site.example/api', true],
  ['http://site.example', false],
  ['https://site.example:8443', false],
  ['https://other.example', false],
  ['site.example', false],
  ['', false],
  [['https://site.example'], false],
  [null, false],
])('an access token for %j is for this site: %s', (aud, expected) => {
  expect(isForOrigin(aud, 'https://site.example')).toBe(expected);
});

describe('at_hash', () => {
  const half = createHash('sha256').update('the token', 'ascii').digest().subarray(0, 16);

  test.each<readonly [string, unknown, string]>([
    ['that is not there', undefined, 'passes'],
    ['of this access token', half.toString('base64url'), 'passes'],
    ['of another', createHash('sha256').update('x').digest('base64url'), 'access_token_of_another_id_token'],
    [
      'that is the whole digest',
      createHash('sha256').update('the token').digest('base64url'),
      'access_token_of_another_id_token',
    ],
    ['in another writing', half.toString('base64'), 'access_token_of_another_id_token'],
    ['that is empty', '', 'access_token_of_another_id_token'],
    ['that is null', null, 'access_token_of_another_id_token'],
  ])('%s', (_what, hash, outcome) => {
    expect(outcomeOf(() => checkAccessTokenHash(hash, 'the token'))).toBe(outcome);
  });
});

test.each([
  ['ada', 'passes'],
  ['!~', 'passes'],
  ['a'.repeat(255), 'passes'],
  ['a'.repeat(256), 'token_subject_unusable'],
  ['', 'token_subject_unusable'],
  ['a b', 'token_subject_unusable'],
  ['a\n', 'token_subject_unusable'],
  ['ä', 'token_subject_unusable'],
  ['\u007F', 'token_subject_unusable'],
])('a subject %j: %s', (sub, outcome) => {
  expect(outcomeOf(() => checkSubject({ sub }))).toBe(outcome);
});

test('a token without a subject is nobody’s', () => {
  expect(outcomeOf(() => checkSubject({}))).toBe('token_subject_unusable');
});

test.each([
  [{ iat: nowSeconds - 600 }, 'passes'],
  [{ iat: nowSeconds - 601 }, 'token_is_old'],
  [{}, 'token_is_old'],
])('an ID token with %j that has just come: %s', (payload, outcome) => {
  expect(outcomeOf(() => checkAge(payload, nowMs))).toBe(outcome);
});

describe('when somebody proved who they are', () => {
  test.each([
    [{ auth_time: nowSeconds - 5, iat: nowSeconds }, nowSeconds - 5],
    [{ auth_time: 0, iat: nowSeconds }, 0],
    [{ auth_time: nowSeconds + 30, iat: nowSeconds }, nowSeconds + 30],
    [{ iat: nowSeconds - 1 }, undefined],
    [{}, undefined],
  ])('%j', (payload, expected) => {
    expect(authTimeIn(payload, nowMs)).toBe(expected);
  });

  test.each([
    [{ auth_time: nowSeconds + 31, iat: nowSeconds }],
    [{ auth_time: String(nowSeconds), iat: nowSeconds }],
    [{ auth_time: null, iat: nowSeconds }],
  ])('%j is not believed', (payload) => {
    expect(outcomeOf(() => authTimeIn(payload, nowMs))).toBe('auth_time_unusable');
  });
});

describe('the identity in a token', () => {
  const whole = { iss: 'https://issuer.example', sub: 'ada', exp: 2, iat: 1 };

  test('is these four claims and no other', () => {
    expect(identityIn({ ...whole, aud: 'client' })).toEqual(whole);
  });

  test.each(['iss', 'sub', 'exp', 'iat'])('is none without %s', (name) => {
    expect(outcomeOf(() => identityIn({ ...whole, [name]: undefined }))).toBe('token_lacks_claims');
  });
});

const region = 'cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI';
test.each([
  [`https://${region}`, [`https://${region}`, `https://issuer-${region}`]],
  [`https://issuer-${region}`, [`https://issuer-${region}`, `https://${region}`]],
  ['https://issuer.example/cognito-idp.', ['https://issuer.example/cognito-idp.']],
  ['https://x.example/https://cognito-idp.', ['https://x.example/https://cognito-idp.']],
])('a pool at %s signs as', (issuer, expected) => {
  expect([...new Set(issuersOfPool(issuer))]).toEqual(expected);
});

test('a token from the future says by how much the clocks differ', () => {
  const payload = { iat: nowSeconds + 90.6, exp: nowSeconds + 120 };
  expect(() => checkTimes(payload, nowMs)).toThrow(
    expect.objectContaining({ reason: 'token_from_the_future', clockAheadSeconds: 91 }),
  );
});

test('an issuer is changed at its beginning only', () => {
  const odd =
    'https://idp.example/https://issuer-cognito-idp.eu-central-1.amazonaws.com/https://cognito-idp.x';
  expect(new Set(issuersOfPool(odd))).toEqual(new Set([odd]));
});

test('an auth_time of 0 is none, and every other one stays as it is', () => {
  const claims = { sub: 'ada', auth_time: 0 };
  expect(withoutEmptyTime(claims)).toStrictEqual({ sub: 'ada' });
  for (const auth_time of [nowSeconds, 1, -1, '0', null, undefined]) {
    const known = { sub: 'ada', auth_time };
    expect(withoutEmptyTime(known)).toBe(known);
  }
});

test('of all that is refused, only a token from the future says by how much it is ahead', () => {
  const reason = 'token_from_the_future';
  expect(secondsAheadIn(new AuthError('pool_rejected', { reason, clockAheadSeconds: 90 }))).toBe(90);
  const old = new AuthError('pool_rejected', { reason: 'token_is_old', clockAheadSeconds: -700 });
  const other = Object.assign(new Error('of others'), { reason, clockAheadSeconds: 90 });
  for (const error of [old, other, undefined, null]) expect(secondsAheadIn(error)).toBeUndefined();
});
