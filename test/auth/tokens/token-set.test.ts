import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import type { Settings } from '../../../src/auth/options.js';
import type { TokenResponse } from '../../../src/auth/pool/pool.js';
import { recordForm, type Session } from '../../../src/auth/store.js';
import {
  isSameSignIn,
  newSession,
  refreshedSession,
  verifyRefreshedTokens,
  verifySignInTokens,
  type SignInTokens,
  type VerifiedTokens,
} from '../../../src/auth/tokens/token-set.js';
import type { BearerClaims } from '../../../src/auth/tokens/bearer-claims.js';
import type { IdClaims, TokenVerifier } from '../../../src/auth/tokens/token-verifier.js';
import { sampleSignIn, sampleTokens } from '../../support/sample-session.js';
import { cognitoIssuer as cognito, settingsAt } from '../../support/settings.js';

// What becomes of tokens that were verified: the verifier here says what each test has it say.

const nowMs = 1_800_000_000_000;
const nowSeconds = nowMs / 1000;

const provenSeconds = nowSeconds - 5;
const claims: IdClaims = {
  iss: cognito,
  sub: 'ada',
  exp: nowSeconds + 3600,
  iat: nowSeconds,
  auth_time: provenSeconds,
  authTimeSeconds: provenSeconds,
  nonce: 'the nonce',
  email: 'ada@example.com',
};
const bearer: BearerClaims = {
  sub: 'ada',
  username: 'ada',
  clientId: 'client',
  scopes: ['openid', 'email'],
  groups: [],
  expiresAtMs: nowMs + 1_800_000,
  level: undefined,
  methods: [],
  authenticatedAtMs: undefined,
  claims: {},
};
const response: TokenResponse = {
  idToken: 'id',
  accessToken: 'access',
  refreshToken: 'refresh',
  expiresInSeconds: 60,
  scopes: ['of', 'the', 'response'],
};

let idClaims: IdClaims;
let bearerClaims: BearerClaims;
let asked: string[];
let contexts: unknown[];
beforeEach(() => {
  idClaims = claims;
  bearerClaims = bearer;
  asked = [];
  contexts = [];
});

const verifier = {
  idToken: async (token: string, context: unknown) => {
    asked.push(token);
    contexts.push(context);
    return idClaims;
  },
  accessToken: async (token: string, context: unknown) => {
    asked.push(token);
    contexts.push(context);
    return bearerClaims;
  },
} as Pick<TokenVerifier, 'idToken' | 'accessToken'> as TokenVerifier;

const settingsFor = (issuer: string): Settings =>
  settingsAt({ issuer, scopes: ['openid', 'phone'] }, { maxHours: 2, now: () => nowMs });
const atCognito = { settings: settingsFor(cognito), verifier, receivedAtMs: nowMs };
const elsewhere = { settings: settingsFor('https://issuer.example'), verifier, receivedAtMs: nowMs };

const reasonOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'taken',
    (error: unknown) => (error instanceof AuthError ? `${error.code} ${error.reason ?? ''}` : error),
  );

describe('the tokens of a sign-in', () => {
  test('at Cognito are two verified ones, and the access token says what it is good for', async () => {
    expect(await verifySignInTokens(response, 'the nonce', atCognito)).toEqual({
      tokens: { idToken: 'id', accessToken: 'access', refreshToken: 'refresh', nonce: 'the nonce' },
      claims,
      bearerSub: 'ada',
      scopes: ['openid', 'email'],
      accessTokenEndsAtMs: bearer.expiresAtMs,
    });
    expect(asked).toEqual(['id', 'access']);
    expect(contexts).toEqual([
      { accessToken: 'access', nonce: 'the nonce', receivedAtMs: nowMs },
      { receivedAtMs: nowMs },
    ]);
  });

  test('elsewhere have an access token that nobody here reads', async () => {
    expect(await verifySignInTokens(response, 'the nonce', elsewhere)).toMatchObject({
      bearerSub: undefined,
      scopes: ['of', 'the', 'response'],
      accessTokenEndsAtMs: nowMs + 60_000,
    });
    expect(asked).toEqual(['id']);
  });

  test('have the scopes that were asked for, where nothing else is said', async () => {
    const silent = { ...response, scopes: undefined };
    expect((await verifySignInTokens(silent, 'n', elsewhere)).scopes).toEqual(['openid', 'phone']);
  });

  test.each([
    [undefined, 3600],
    [0, 0],
    [86_400, 86_400],
    [86_401, 86_400],
  ])('that are opaque, with expires_in %p, are taken to hold for %i seconds', async (says, seconds) => {
    const verified = await verifySignInTokens({ ...response, expiresInSeconds: says }, 'n', elsewhere);
    expect(verified.accessTokenEndsAtMs).toBe(nowMs + seconds * 1000);
  });

  test('are refused without an ID token, and where they are of two people', async () => {
    const without = { ...response, idToken: undefined };
    expect(await reasonOf(verifySignInTokens(without, 'n', atCognito))).toBe('pool_rejected no_id_token');
    bearerClaims = { ...bearer, sub: 'grace' };
    expect(await reasonOf(verifySignInTokens(response, 'n', atCognito))).toBe(
      'pool_rejected tokens_of_different_people',
    );
    expect(await reasonOf(verifySignInTokens(response, 'n', elsewhere))).toBe('taken');
  });
});

const before: Session = {
  signIn: sampleSignIn({
    user: { ...sampleSignIn().user, id: 'ada', issuer: cognito },
    authenticatedAtMs: provenSeconds * 1000,
    idTokenEndsAtMs: nowMs - 1,
    tokensEndAtMs: nowMs - 1,
    tokensVersion: 7,
  }),
  tokens: sampleTokens({ idToken: 'id before', refreshToken: 'refresh before', nonce: 'the nonce' }),
};

describe('refreshed tokens', () => {
  test('are judged as of when they came, and need not repeat the nonce', async () => {
    const receivedAtMs = nowMs - 5000;
    await verifyRefreshedTokens(response, before, { ...atCognito, receivedAtMs });
    expect(contexts).toEqual([{ accessToken: 'access', nonce: undefined, receivedAtMs }, { receivedAtMs }]);
  });

  test('that are opaque are counted from then as well', async () => {
    const receivedAtMs = nowMs - 5000;
    const verified = await verifyRefreshedTokens(response, before, { ...elsewhere, receivedAtMs });
    expect(verified.accessTokenEndsAtMs).toBe(receivedAtMs + 60_000);
  });

  test('take the place of those before', async () => {
    expect(await verifyRefreshedTokens(response, before, atCognito)).toEqual({
      tokens: { idToken: 'id', accessToken: 'access', refreshToken: 'refresh', nonce: 'the nonce' },
      claims,
      bearerSub: 'ada',
      scopes: ['openid', 'email'],
      accessTokenEndsAtMs: bearer.expiresAtMs,
    });
  });

  test('that were not sent stay those before', async () => {
    const some = { ...response, idToken: undefined, refreshToken: undefined };
    expect(await verifyRefreshedTokens(some, before, atCognito)).toMatchObject({
      tokens: { idToken: 'id before', accessToken: 'access', refreshToken: 'refresh before' },
      claims: undefined,
    });
    expect(asked).toEqual(['access']);
  });
});

const verified: SignInTokens = {
  tokens: { idToken: 'id', accessToken: 'access', refreshToken: 'refresh', nonce: 'the nonce' },
  claims,
  bearerSub: 'ada',
  scopes: ['openid'],
  accessTokenEndsAtMs: nowMs + 1_800_000,
};

describe('the session of a sign-in', () => {
  const from = { openedBy: 'a digest', userAgent: 'a browser', address: '192.0.2.1' };

  test('says who, when, from where, and how long it holds', () => {
    const { signIn, tokens } = newSession(verified, { ...from, settings: atCognito.settings });
    expect(tokens).toBe(verified.tokens);
    expect(signIn).toMatchObject({
      ...from,
      user: { id: 'ada', issuer: cognito, email: 'ada@example.com' },
      clientId: 'client',
      form: recordForm,
      authenticatedAtMs: provenSeconds * 1000,
      scopes: ['openid'],
      startedAtMs: nowMs,
      endsAtMs: nowMs + 2 * 3_600_000,
      accessTokenEndsAtMs: nowMs + 1_800_000,
      idTokenEndsAtMs: claims.exp * 1000,
      tokensRefreshedAtMs: nowMs,
      isRefreshable: true,
      tokensVersion: 1,
    });
    expect(signIn.tokensEndAtMs).toBeUndefined();
  });

  test('does not say when somebody proved who they are where the token did not', () => {
    const silent = { ...verified, claims: { ...claims, authTimeSeconds: undefined } };
    const { signIn } = newSession(silent, { ...from, settings: atCognito.settings });
    expect(signIn.authenticatedAtMs).toBeUndefined();
  });

  test('that came without a refresh token cannot be refreshed', () => {
    const tokens = { ...verified.tokens, refreshToken: undefined };
    const { signIn } = newSession({ ...verified, tokens }, { ...from, settings: atCognito.settings });
    expect(signIn.isRefreshable).toBe(false);
  });

  test.each([
    ['Cognito', atCognito.settings, 1799, (nowSeconds + 1799) * 1000],
    ['Cognito', atCognito.settings, 1800, undefined],
    ['another provider, which may keep ID tokens back', elsewhere.settings, 1799, undefined],
  ])(
    'at %s with an ID token that ends first is refreshed when that ends',
    (_where, settings, seconds, ends) => {
      const short = { ...verified, claims: { ...claims, exp: nowSeconds + seconds } };
      expect(newSession(short, { ...from, settings }).signIn.tokensEndAtMs).toBe(ends);
    },
  );
});

describe('the session after a refresh', () => {
  const then = { isCognito: true, atMs: nowMs };

  test('is the same sign-in with what the new tokens say', () => {
    const { signIn, tokens } = refreshedSession(before, verified, then);
    expect(tokens).toBe(verified.tokens);
    expect(signIn).toEqual({
      ...before.signIn,
      user: signIn.user,
      scopes: ['openid'],
      accessTokenEndsAtMs: nowMs + 1_800_000,
      idTokenEndsAtMs: claims.exp * 1000,
      tokensEndAtMs: undefined,
      tokensRefreshedAtMs: nowMs,
      tokensVersion: 8,
    });
    expect(signIn.user).toMatchObject({ id: 'ada', email: 'ada@example.com' });
  });

  test('ends its tokens with the ID token where that ends first', () => {
    const short = { ...verified, claims: { ...claims, exp: nowSeconds + 10 } };
    expect(refreshedSession(before, short, then).signIn.tokensEndAtMs).toBe((nowSeconds + 10) * 1000);
  });

  test('knows what is left out of an ID token at another provider, where userInfo may have said it', () => {
    const silent = { ...verified, claims: { ...claims, email: undefined } };
    const known = { ...before.signIn.user, email: 'before@example.com' };
    const told = { ...before, signIn: { ...before.signIn, user: known } };
    const at = (isCognito: boolean) => refreshedSession(told, silent, { isCognito, atMs: nowMs });
    expect(at(false).signIn.user.email).toBe('before@example.com');
    expect(at(true).signIn.user.email).toBeUndefined();
  });

  test('knows the person as before where no ID token came', () => {
    const { signIn } = refreshedSession(before, { ...verified, claims: undefined }, then);
    expect(signIn.user).toBe(before.signIn.user);
    expect(signIn.idTokenEndsAtMs).toBe(before.signIn.idTokenEndsAtMs);
    expect(signIn.tokensEndAtMs).toBeUndefined();
  });
});

describe('refreshed tokens speak of the same sign-in', () => {
  const withClaims = (changes: object): VerifiedTokens => ({
    ...verified,
    claims: { ...claims, ...changes },
  });

  test.each<readonly [string, VerifiedTokens, boolean]>([
    ['when they say the same', verified, true],
    ['when no ID token came', { ...verified, claims: undefined }, true],
    ['when nothing can be read of the access token', { ...verified, bearerSub: undefined }, true],
    ['when the nonce is not repeated', withClaims({ nonce: undefined }), true],
    [
      'when the time of the proof is not repeated',
      withClaims({ auth_time: undefined, authTimeSeconds: undefined }),
      true,
    ],
    ['but not with an access token of somebody else', { ...verified, bearerSub: 'grace' }, false],
    [
      'but not with an access token of somebody else alone',
      { ...verified, bearerSub: 'grace', claims: undefined },
      false,
    ],
    ['but not with an ID token of somebody else', withClaims({ sub: 'grace' }), false],
    ['but not with one of another issuer', withClaims({ iss: 'https://other.example' }), false],
    ['but not with another nonce', withClaims({ nonce: 'another' }), false],
    ['but not of another time', withClaims({ auth_time: nowSeconds, authTimeSeconds: nowSeconds }), false],
  ])('%s', (_what, tokens, expected) => {
    expect(isSameSignIn(before.signIn, tokens)).toBe(expected);
  });

  test('when it was not known before when somebody proved who they are', () => {
    const { authenticatedAtMs: _unknown, ...signIn } = before.signIn;
    expect(isSameSignIn({ ...signIn, authenticatedAtMs: undefined }, verified)).toBe(true);
  });
});
