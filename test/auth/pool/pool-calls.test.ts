import { beforeEach, describe, expect, test } from '@jest/globals';
import { createLibraryFetch } from '../../../src/auth/pool/pool-calls.js';
import type { PoolAnswer, PoolFetch, PoolRequest } from '../../../src/auth/pool/pool-fetch.js';
import { providerOf } from '../../../src/auth/pool/provider.js';
import { settingsAt } from '../../support/settings.js';
import { jsonAnswer, poolAnswer } from './support.js';

// Which call of the library is made under which name and with which bounds: nothing is sent here.

interface Call extends PoolRequest {
  readonly by: 'pool' | 'token';
  readonly endpoint: string;
  readonly url: string;
}

let calls: Call[];
let answer: PoolAnswer;
beforeEach(() => {
  calls = [];
  answer = jsonAnswer({});
});

const noting =
  (by: Call['by']): PoolFetch =>
  async (endpoint, url, init) => {
    calls.push({ by, endpoint, url, ...init });
    return answer;
  };

const issuer = 'https://idp.example';
const settings = settingsAt({ issuer });
const libraryFetch = createLibraryFetch(settings, providerOf(settings), {
  poolFetch: noting('pool'),
  tokenFetch: noting('token'),
});
const headers = { accept: 'application/json' };
const post = (url: string, form: Readonly<Record<string, string>>) => {
  const body = new URLSearchParams(form);
  return libraryFetch(url, { method: 'POST', headers, body, redirect: 'manual' });
};
const get = (url: string) =>
  libraryFetch(url, { method: 'GET', headers, body: undefined, redirect: 'manual' });

const documentUrl = `${issuer}/.well-known/openid-configuration`;

test('the discovery document is fetched as one, and its issuer looked at', async () => {
  answer = jsonAnswer({ issuer });
  expect(await (await get(documentUrl)).json()).toEqual({ issuer });
  expect(calls).toEqual([{ by: 'pool', endpoint: 'discovery', url: documentUrl, method: 'GET', headers }]);
  answer = jsonAnswer({ issuer: `${issuer}/` });
  await expect(get(documentUrl)).rejects.toMatchObject({ reason: 'issuer_differs_by_slash' });
});

test('userInfo is asked as a part of signing in, which does not wait for it long', async () => {
  answer = jsonAnswer({ sub: 'ada' });
  expect(await (await get(`${issuer}/userinfo`)).json()).toEqual({ sub: 'ada' });
  expect(calls).toEqual([
    {
      by: 'pool',
      endpoint: 'userInfo',
      url: `${issuer}/userinfo`,
      method: 'GET',
      headers,
      deadlineMs: 2000,
      isForSignIn: true,
    },
  ]);
});

test('a revocation is none of signing in, and somebody waits for the page after it', async () => {
  await post(`${issuer}/revoke`, { token: 'refresh' });
  expect(calls).toEqual([
    {
      by: 'pool',
      endpoint: 'revoke',
      url: `${issuer}/revoke`,
      method: 'POST',
      headers,
      body: new URLSearchParams({ token: 'refresh' }),
      deadlineMs: 2000,
    },
  ]);
});

describe('the token endpoint', () => {
  const url = `${issuer}/token`;
  const withCode = { grant_type: 'authorization_code', code: 'a code' };
  const withToken = { grant_type: 'refresh_token', refresh_token: 'refresh' };
  const signedOtherwise = { id_token: 'eyJhbGciOiJFUzI1NiJ9.e30.signature' };

  test.each([
    [withCode, true],
    [withToken, false],
  ])('is asked with the form %j, as a part of signing in: %s', async (form, isForSignIn) => {
    answer = jsonAnswer({ access_token: 'access' });
    expect(await (await post(url, form)).json()).toEqual({ access_token: 'access' });
    const body = new URLSearchParams(form);
    expect(calls).toEqual([
      { by: 'token', endpoint: 'token', url, method: 'POST', headers, body, isForSignIn },
    ]);
  });

  test.each([[withCode], [withToken]])(
    'may answer no ID token that is signed otherwise (%j)',
    async (form) => {
      answer = jsonAnswer(signedOtherwise);
      await expect(post(url, form)).rejects.toMatchObject({ reason: 'token_signed_otherwise' });
    },
  );

  test('says in its own words that a refresh token is dead, and of a code nothing of the kind', async () => {
    const said = { error: 'invalid_request' };
    answer = jsonAnswer(said, 400);
    expect(await (await post(url, withToken)).json()).toEqual({ error: 'invalid_grant' });
    expect(await (await post(url, withCode)).json()).toEqual(said);
  });
});

test('an answer that came compressed is handed on as it is now', async () => {
  answer = poolAnswer('{}', {
    headers: {
      'content-encoding': 'gzip',
      'content-length': '17',
      'x-of-pool': 'yes',
    },
  });
  const { headers } = await get(`${issuer}/userinfo`);
  expect(Object.fromEntries(headers)).toEqual({ 'content-type': 'application/json', 'x-of-pool': 'yes' });
});

test('an answer can be looked at and read again, as the library does with what says an error', async () => {
  answer = jsonAnswer({ error: 'invalid_grant' }, 400);
  const response = await post(`${issuer}/oauth2/token`, { grant_type: 'refresh_token' });
  const look = response.clone();
  expect([look.status, await look.json(), await response.json()]).toEqual([
    400,
    { error: 'invalid_grant' },
    { error: 'invalid_grant' },
  ]);
});

test.each([204, 205, 304])('an answer with a status that allows no body (%i) has none', async (status) => {
  answer = poolAnswer('', { status });
  const response = await post(`${issuer}/revoke`, { token: 'refresh' });
  expect([response.status, response.body]).toEqual([status, null]);
});
