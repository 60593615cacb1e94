import { describe, expect, test } from '@jest/globals';
import { bearerClaimsIn, type AccessTokenRules } from '../../../src/auth/tokens/bearer-claims.js';

const nowSeconds = 1_795_960_000;
const rules: AccessTokenRules = {
  clientIds: ['the-site', 'the-phone'],
  isForUs: (aud) => aud === undefined || aud === 'https://api.example',
  atMs: nowSeconds * 1000,
};
const claims = {
  'iss': 'https://idp.example',
  'sub': 'ada',
  'username': 'ada-lovelace',
  'token_use': 'access',
  'client_id': 'the-phone',
  'scope': ' openid  orders/read ',
  'cognito:groups': ['admins'],
  'auth_time': nowSeconds - 60,
  'acr': 'urn:cognito:loa:4',
  'amr': ['pwd', 'otp', 'mfa'],
  'exp': nowSeconds + 3600,
  'iat': nowSeconds,
};

test('a bearer is who the access token says, with what it was granted', () => {
  expect(bearerClaimsIn(claims, rules)).toEqual({
    sub: 'ada',
    username: 'ada-lovelace',
    clientId: 'the-phone',
    scopes: ['openid', 'orders/read'],
    groups: ['admins'],
    expiresAtMs: (nowSeconds + 3600) * 1000,
    level: 'urn:cognito:loa:4',
    methods: ['pwd', 'otp', 'mfa'],
    authenticatedAtMs: (nowSeconds - 60) * 1000,
    claims,
  });
});

test('a token without scopes, names and groups grants none of them', () => {
  const { iss, sub, token_use, client_id, exp, iat } = claims;
  const bearer = bearerClaimsIn({ iss, sub, token_use, client_id, exp, iat, scope: 7, username: 7 }, rules);
  expect([bearer.username, bearer.scopes, bearer.groups, bearer.authenticatedAtMs]).toEqual([
    undefined,
    [],
    [],
    undefined,
  ]);
});

test.each([
  ['an ID token', { token_use: 'id' }, 'not_an_access_token'],
  ['a token that does not say what it is for', { token_use: undefined }, 'not_an_access_token'],
  ['a token of another client', { client_id: 'another' }, 'token_of_another_client'],
  ['a token of no client', { client_id: undefined }, 'token_of_another_client'],
  ['a token for another API', { aud: 'https://other.example' }, 'token_of_another_audience'],
])('%s is refused', (_what, changes, reason) => {
  expect(() => bearerClaimsIn({ ...claims, ...changes }, rules)).toThrow(
    expect.objectContaining({ code: 'pool_rejected', reason }),
  );
});

test('a token that is bound to this API is taken', () => {
  expect(bearerClaimsIn({ ...claims, aud: 'https://api.example' }, rules)).toMatchObject({ sub: 'ada' });
});

describe('when somebody last proved who they are', () => {
  test.each([
    ['now', nowSeconds, nowSeconds * 1000],
    ['half a minute ahead, as clocks differ', nowSeconds + 30, (nowSeconds + 30) * 1000],
    ['further ahead', nowSeconds + 31, undefined],
    ['in 1970', 0, undefined],
    ['before that', -1, undefined],
    ['in words', String(nowSeconds), undefined],
  ])('%s', (_when, auth_time, authenticatedAtMs) => {
    expect(bearerClaimsIn({ ...claims, auth_time }, rules)).toMatchObject({ authenticatedAtMs });
  });
});
