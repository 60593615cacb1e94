import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import {
  createTokenVerifier,
  UndecidedError,
  type TokenVerifier,
} from '../../../src/auth/tokens/token-verifier.js';
import { forge } from '../../support/forge.js';
import { cognitoIssuer as cognito, settingsAt } from '../../support/settings.js';

// Tokens that are signed here, and a pool that shows the keys which a test lets it show.

const site = 'https://site.example';

let time: number;
let shown: readonly object[];
let trouble: unknown;
let fetches: number;
let events: AuthEvent[];
let verifier: TokenVerifier;
let ours: ReturnType<typeof newKey>;
let foreign: ReturnType<typeof newKey>;

const newKey = (kid: string) => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' } };
};

beforeAll(() => {
  ours = newKey('ours');
  foreign = newKey('foreign');
});

beforeEach(() => {
  time = 1_800_000_000_000;
  shown = [ours.jwk];
  trouble = undefined;
  fetches = 0;
  events = [];
  verifier = verifierFor(cognito);
});

const verifierFor = (issuer: string): TokenVerifier =>
  createTokenVerifier({
    settings: settingsAt({ issuer }, { baseUrl: site, now: () => time }),
    pool: {
      keys: async () => {
        fetches += 1;
        if (trouble !== undefined) throw trouble;
        return { keys: shown };
      },
    },
    events: createEvents((event) => events.push(event)),
    waiting: {
      sleep: async (ms) => void (time += ms),
      rest: async (ms) => void (time += ms),
      uptimeMs: () => time,
    },
  });

const seconds = (): number => time / 1000;

interface Made {
  readonly claims?: object;
  readonly header?: object;
  readonly key?: { readonly kid: string; readonly privateKey: KeyObject };
}

const signed = (claims: object, { header, key = ours }: Made): string =>
  forge({ alg: 'RS256', kid: key.kid, ...header }, { ...claims }, key.privateKey);

const idToken = (made: Made = {}): string =>
  signed(
    {
      iss: cognito,
      sub: 'ada',
      aud: 'client',
      exp: seconds() + 3600,
      iat: seconds(),
      auth_time: seconds() - 5,
      token_use: 'id',
      nonce: 'the nonce',
      ...made.claims,
    },
    made,
  );

const accessToken = (made: Made = {}): string =>
  signed(
    {
      'iss': cognito,
      'sub': 'ada',
      'client_id': 'client',
      'exp': seconds() + 3600,
      'iat': seconds(),
      'token_use': 'access',
      'scope': 'openid  email',
      'username': 'ada.l',
      'cognito:groups': ['staff'],
      ...made.claims,
    },
    made,
  );

const asId = (token: string, context = {}) =>
  verifier.idToken(token, { accessToken: 'access', nonce: 'the nonce', receivedAtMs: time, ...context });
const asAccess = (token: string) => verifier.accessToken(token, { receivedAtMs: time });

const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'taken',
    (error: unknown) =>
      error instanceof AuthError
        ? `${error instanceof UndecidedError ? 'undecided ' : ''}${error.code} ${error.reason ?? ''}`
        : String(error),
  );

const atHash = (token: string): string =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');

describe('an ID token that holds', () => {
  test('says what it says, and when the person proved who they are', async () => {
    expect(await asId(idToken({ claims: { email: 'ada@example.com' } }))).toMatchObject({
      iss: cognito,
      sub: 'ada',
      exp: seconds() + 3600,
      iat: seconds(),
      email: 'ada@example.com',
      authTimeSeconds: seconds() - 5,
    });
    expect(events).toEqual([]);
  });

  test.each<readonly [string, Made]>([
    ['names its type', { header: { typ: 'JWT' } }],
    ['names the access token that came with it', { claims: { at_hash: atHash('access') } }],
    ['ended less than half a minute ago: clocks differ', { claims: { exp: 1_800_000_000 - 29 } }],
  ])('%s', async (_what, made) => {
    expect(await reasonOf(asId(idToken(made)))).toBe('taken');
  });

  test('whose auth_time is 0 does not say when it was', async () => {
    const { authTimeSeconds, ...said } = await asId(idToken({ claims: { auth_time: 0 } }));
    expect(authTimeSeconds).toBeUndefined();
    expect(said).not.toHaveProperty('auth_time');
  });

  test('may lack the nonce or repeat it where it is a refreshed one', async () => {
    const token = idToken({ claims: { nonce: undefined } });
    expect(await reasonOf(asId(token, { nonce: undefined }))).toBe('taken');
    expect(await reasonOf(asId(idToken(), { nonce: undefined }))).toBe('taken');
  });

  test('is judged as of when it came, not as of now', async () => {
    const [token, receivedAtMs] = [idToken(), time];
    time += 2 * 3_600_000;
    expect(await reasonOf(asId(token, { receivedAtMs }))).toBe('taken');
    expect(await reasonOf(asId(token))).toBe('pool_rejected err_jwt_expired');
  });

  test('elsewhere than at Cognito says nothing of its use', async () => {
    verifier = verifierFor('https://issuer.example');
    const claims = { iss: 'https://issuer.example', token_use: undefined };
    expect(await reasonOf(asId(idToken({ claims })))).toBe('taken');
  });
});

describe('an ID token is refused', () => {
  test.each<readonly [string, Made]>([
    ['err_jwt_claim_validation_failed', { claims: { iss: 'https://other.example' } }],
    [
      'err_jwt_claim_validation_failed',
      { claims: { iss: cognito.replace('cognito-idp', 'issuer-cognito-idp') } },
    ],
    ['err_jwt_claim_validation_failed', { claims: { sub: undefined } }],
    ['err_jwt_claim_validation_failed', { claims: { exp: undefined } }],
    ['err_jwt_claim_validation_failed', { claims: { iat: undefined } }],
    ['err_jwt_expired', { claims: { exp: 1_800_000_000 - 30 } }],
    ['token_is_of_another_type', { header: { typ: 'at+jwt' } }],
    ['token_from_the_future', { claims: { iat: 1_800_000_000 + 31 } }],
    ['token_lives_too_long', { claims: { exp: 1_800_000_000 + 86_431 } }],
    ['token_subject_unusable', { claims: { sub: 'a b' } }],
    ['token_of_another_audience', { claims: { aud: 'other' } }],
    ['token_of_another_client', { claims: { azp: 'other' } }],
    ['not_an_id_token', { claims: { token_use: 'access' } }],
    ['nonce_of_another_sign_in', { claims: { nonce: 'another' } }],
    ['nonce_of_another_sign_in', { claims: { nonce: undefined } }],
    ['access_token_of_another_id_token', { claims: { at_hash: atHash('another') } }],
    ['token_is_old', { claims: { iat: 1_800_000_000 - 601 } }],
    ['auth_time_unusable', { claims: { auth_time: 'yesterday' } }],
    ['err_jose_alg_not_allowed', { header: { alg: 'RS512' } }],
  ])('as %s (%j)', async (reason, made) => {
    expect(await reasonOf(asId(idToken(made)))).toBe(`pool_rejected ${reason}`);
  });

  test('where another key has signed it under the name of ours', async () => {
    const key = { kid: 'ours', privateKey: foreign.privateKey };
    expect(await reasonOf(asId(idToken({ key })))).toBe(
      'pool_rejected err_jws_signature_verification_failed',
    );
  });

  test.each(['', 'x', 'a.b.c', '..'])('where it is none (%j)', async (token) => {
    expect(await reasonOf(asId(token))).toMatch(/^pool_rejected err_j/);
  });
});

describe('an access token that holds', () => {
  test('says who, for which client, with which scopes and groups, and for how long', async () => {
    const expected = {
      sub: 'ada',
      username: 'ada.l',
      clientId: 'client',
      scopes: ['openid', 'email'],
      groups: ['staff'],
      expiresAtMs: time + 3_600_000,
      level: undefined,
      methods: [],
      authenticatedAtMs: undefined,
      claims: expect.objectContaining({ 'sub': 'ada', 'token_use': 'access', 'cognito:groups': ['staff'] }),
    };
    expect(await asAccess(accessToken())).toEqual(expected);
    expect(await verifier.bearer(accessToken())).toEqual(expected);
  });

  test('says how strong and how recent the sign-in was, where the claims are what they should be', async () => {
    const seconds = Math.floor(time / 1000);
    const proofOf = async (claims: object) => {
      const { level, methods, authenticatedAtMs } = await verifier.bearer(accessToken({ claims }));
      return [level, methods, authenticatedAtMs];
    };
    expect(await proofOf({ acr: 'loa:3', amr: ['pwd', 7, 'otp'], auth_time: seconds - 5 })).toEqual([
      'loa:3',
      ['pwd', 'otp'],
      (seconds - 5) * 1000,
    ]);
    for (const auth_time of [0, seconds + 60, String(seconds), null])
      expect(await proofOf({ acr: 3, amr: 'pwd', auth_time })).toEqual([undefined, [], undefined]);
  });

  test('may lack a name and scopes', async () => {
    const claims = { 'username': 7, 'scope': ['openid'], 'cognito:groups': 'admins' };
    expect(await asAccess(accessToken({ claims }))).toMatchObject({
      username: undefined,
      scopes: [],
      groups: [],
    });
  });

  test.each([
    ['the other host of the same pool', { iss: cognito.replace('cognito-idp', 'issuer-cognito-idp') }],
    ['this site as a resource', { aud: `${site}/api` }],
  ])('may name %s', async (_what, claims) => {
    expect(await reasonOf(asAccess(accessToken({ claims })))).toBe('taken');
  });
});

describe('an access token is refused', () => {
  test.each<readonly [string, Made]>([
    ['not_an_access_token', { claims: { token_use: 'id' } }],
    ['not_an_access_token', { claims: { token_use: undefined } }],
    ['token_of_another_client', { claims: { client_id: 'other' } }],
    ['token_of_another_client', { claims: { client_id: undefined } }],
    ['token_of_another_audience', { claims: { aud: 'https://other.example' } }],
    ['err_jwt_claim_validation_failed', { claims: { iss: 'https://other.example' } }],
    ['err_jwt_expired', { claims: { exp: 1_800_000_000 - 30 } }],
  ])('as %s (%j)', async (reason, made) => {
    expect(await reasonOf(asAccess(accessToken(made)))).toBe(`pool_rejected ${reason}`);
    expect(await reasonOf(verifier.bearer(accessToken(made)))).toBe(`pool_rejected ${reason}`);
  });

  test('where the issuer is not Cognito: what it says is for others to understand', async () => {
    verifier = verifierFor('https://issuer.example');
    expect(await reasonOf(asAccess(accessToken()))).toBe('pool_rejected access_token_is_opaque');
    expect(fetches).toBe(0);
  });

  test('when a bearer brings it after its end, although it held when it was given', async () => {
    const [token, receivedAtMs] = [accessToken(), time];
    time += 3_600_000 + 30_000;
    expect(await reasonOf(verifier.accessToken(token, { receivedAtMs }))).toBe('taken');
    expect(await reasonOf(verifier.bearer(token))).toBe('pool_rejected err_jwt_expired');
  });
});

describe('a key that is not at hand', () => {
  const byForeign = (): string => idToken({ key: foreign });

  test('is fetched, and the token that it signed is taken', async () => {
    await verifier.ready();
    time += 1;
    shown = [ours.jwk, foreign.jwk];
    expect(await reasonOf(asId(byForeign()))).toBe('taken');
    expect(fetches).toBe(2);
  });

  test('says nothing of a token of the pool’s own while it stays away', async () => {
    await verifier.ready();
    time += 1;
    expect(await reasonOf(asId(byForeign()))).toBe('undecided pool_rejected err_jwks_no_matching_key');
    expect(fetches).toBe(2);
  });

  test('is a bearer’s own matter, soon after keys were fetched', async () => {
    await verifier.ready();
    const token = accessToken({ key: foreign });
    expect(await reasonOf(verifier.bearer(token))).toMatch(/pool_rejected err_jwks_no_matching_key$/);
    expect(fetches).toBe(1);
    time += 10_000;
    shown = [ours.jwk, foreign.jwk];
    expect(await reasonOf(verifier.bearer(accessToken({ key: foreign })))).toBe('taken');
    expect(fetches).toBe(2);
  });
});

describe('while the keys cannot be had', () => {
  test('nothing that cannot be had twice is spent, and it is told', async () => {
    trouble = new AuthError('pool_unreachable', { reason: 'network' });
    expect(await reasonOf(verifier.ready())).toBe('pool_unreachable network');
    expect(events).toEqual([
      { type: 'keys_unavailable', code: 'pool_unreachable', reason: 'network', poolError: undefined },
    ]);
  });

  test('a token is undecided, by the trouble that it was', async () => {
    trouble = new AuthError('pool_timeout', { reason: 'deadline', retryAfterSeconds: 9 });
    expect(await reasonOf(asId(idToken()))).toBe('undecided pool_timeout deadline');
    await expect(asId(idToken())).rejects.toMatchObject({ retryAfterSeconds: 9 });
  });

  test('trouble of a kind that nobody foresaw keeps its message to itself', async () => {
    trouble = new RangeError('a secret');
    const error = await asId(idToken()).catch((error: unknown) => error);
    expect(await reasonOf(Promise.reject(error as Error))).toBe('undecided pool_rejected token_unusable');
    expect(String(error)).not.toContain('secret');
    expect(await reasonOf(verifier.ready())).toBe('pool_rejected token_unusable');
  });

  test('a token is undecided by two keys of one name', async () => {
    shown = [ours.jwk, { ...foreign.jwk, kid: 'ours' }];
    expect(await reasonOf(asId(idToken()))).toBe('undecided pool_rejected err_jwks_multiple_matching_keys');
    expect(await reasonOf(verifier.bearer(accessToken()))).toBe(
      'undecided pool_rejected err_jwks_multiple_matching_keys',
    );
  });

  test('a token is undecided with the word of the pool, where it gave one', async () => {
    trouble = new AuthError('pool_rejected', { reason: 'pool_answered_error', poolError: 'server_error' });
    await expect(asId(idToken())).rejects.toMatchObject({ poolError: 'server_error' });
  });

  test('a set of keys that holds none is refused', async () => {
    shown = [];
    expect(await reasonOf(verifier.ready())).toBe('pool_rejected keys_unusable');
  });
});
