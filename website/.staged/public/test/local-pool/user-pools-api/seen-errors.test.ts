import { describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { createBrowser, type Answer } from '../../support/browser.js';
import { poolForEachTest } from '../../support/pool.js';
import { authorizeUrl, callbackUrl, redeem, refresh, signIn, tokenRequest } from '../support/app.js';
import { seenAtTheTokenEndpoint, seenErrors, seenRedirects } from './seen-errors.js';
import { admin, call, signInByPassword, tokensOf, type Called, type Json } from './support.js';

const pool = poolForEachTest({
  triggers: {
    DefineAuthChallenge: (event) => {
      event.response.challengeName = 'CUSTOM_CHALLENGE';
      return event;
    },
    CreateAuthChallenge: () => {
      throw new Error("'challengeMetaData'");
    },
  },
});

const email = 'ada@example.com';
const wrong = 'Not-The-One-1';

const asClient = (operation: string, input: Json): Promise<Called> =>
  call(pool, operation, { ClientId: pool.publicClient.id, ...input });

const initiate = (AuthFlow: string, AuthParameters: Json): Promise<Called> =>
  asClient('InitiateAuth', { AuthFlow, AuthParameters });

/** The last of so many. */
const again = async (times: number, act: () => Promise<Called>): Promise<Called> => {
  for (let n = 1; n < times; n += 1) await act();
  return act();
};

const signUp = (Username: string, attributes: readonly Json[] = []): Promise<Called> =>
  asClient('SignUp', { Username, Password: 'A-Good-Pass-1', UserAttributes: attributes });

const signedIn = async () => tokensOf(await signInByPassword(pool, email, seedPassword));

const signedOutEverywhere = async () => {
  const tokens = await signedIn();
  await call(pool, 'GlobalSignOut', { AccessToken: tokens.AccessToken });
  return tokens;
};

const situations: Readonly<Record<string, () => Promise<Called>>> = {
  'a wrong password': () => signInByPassword(pool, email, wrong),
  'a wrong password, again and again': () => again(6, () => signInByPassword(pool, email, wrong)),
  'a wrong secret hash': () =>
    call(pool, 'InitiateAuth', {
      ClientId: pool.client.id,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: seedPassword, SECRET_HASH: btoa('another') },
    }),
  'a refresh token that nobody was given': () => initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: 'garbage' }),
  'a refresh token after a sign-out everywhere': async () =>
    initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: (await signedOutEverywhere()).RefreshToken }),
  'an access token after a sign-out everywhere': async () =>
    call(pool, 'GetUser', { AccessToken: (await signedOutEverywhere()).AccessToken }),
  'a sign-in before the confirmation': async () => {
    await signUp('new@example.com');
    return signInByPassword(pool, 'new@example.com', 'A-Good-Pass-1');
  },
  'a sign-up with an address that is taken': () => signUp(email),
  'a forgotten password and no verified address': async () => {
    pool.addPerson({ email: 'unproven@example.com' });
    const UserAttributes = [{ Name: 'email_verified', Value: 'false' }];
    await admin(pool, 'AdminUpdateUserAttributes', { Username: 'unproven@example.com', UserAttributes });
    return asClient('ForgotPassword', { Username: 'unproven@example.com' });
  },
  "an administrator's flow in InitiateAuth": () =>
    initiate('ADMIN_USER_PASSWORD_AUTH', { USERNAME: email, PASSWORD: seedPassword }),
  'a new password with the wrong one of before, again and again': async () => {
    const { AccessToken } = await signedIn();
    const change = { AccessToken, PreviousPassword: wrong, ProposedPassword: 'A-Good-Pass-1' };
    return again(6, () => call(pool, 'ChangePassword', change));
  },
  'a group that is there': () => again(2, () => admin(pool, 'CreateGroup', { GroupName: 'editors' })),
  'an address that is none': () => signUp('new@example.com', [{ Name: 'email', Value: 'new' }]),
  'an attribute that the pool has not': () =>
    signUp('new@example.com', [{ Name: 'custom:colour', Value: 'red' }]),
  'an id of a pool that is none': () => admin(pool, 'DescribeUserPool', { UserPoolId: 'string' }),
  'a code that is over': async () => {
    await signUp('new@example.com');
    pool.clock.advance(25 * 60 * 60 * 1000);
    const ConfirmationCode = pool.outbox.latest('new@example.com')?.code;
    return asClient('ConfirmSignUp', { Username: 'new@example.com', ConfirmationCode });
  },
  'a trigger that throws': () => initiate('CUSTOM_AUTH', { USERNAME: email }),
};

const atTheTokenEndpoint: Readonly<Record<string, () => Promise<Answer>>> = {
  'a refresh token that nobody was given': () => refresh(pool, 'garbage'),
  'a client that is not there': () =>
    tokenRequest(pool, { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'nobody' }, {}),
  'a code with another redirect_uri than it was asked for with': async () =>
    redeem(pool, (await signIn(pool)).searchParams.get('code') ?? '', { redirect_uri: `${callbackUrl}/` }),
};

const redirects: Readonly<Record<string, Record<string, string>>> = {
  'a redirect_uri that is not registered': { redirect_uri: 'http://localhost:3000/elsewhere' },
  'a scope that is none': { scope: 'openid nonsense' },
};

const filledIn = (text: string): string => text.replace('{client}', pool.client.id);

describe('an error that was seen at the real service', () => {
  test.each(seenErrors)('$when: $type (seen at $source)', async ({ when, status, type, message }) => {
    const refused = await situations[when]?.();
    expect({ ...refused?.body, status: refused?.status }).toEqual({
      __type: type,
      message: filledIn(message),
      status,
    });
    // As a log of the AWS CLI shows them: aws/aws-sdk-cpp issue 1789.
    expect(refused?.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-errortype': `${type}:`,
      'x-amzn-errormessage': filledIn(message).trim(),
    });
  });

  test.each(seenAtTheTokenEndpoint)('$when: $error (seen at $source)', async ({ when, error }) => {
    const answer = await atTheTokenEndpoint[when]?.();
    expect([answer?.status, answer?.json()['error']]).toEqual([400, error]);
  });

  test.each(seenRedirects)('$when: $query (seen at $source)', async ({ when, query }) => {
    const { location } = await createBrowser().send(authorizeUrl(pool, redirects[when]));
    expect(new URL(location, pool.domain).search).toBe(`?${filledIn(query)}`);
  });

  test('and every situation above is one of theirs', () => {
    const named = [...seenErrors, ...seenAtTheTokenEndpoint, ...seenRedirects].map(({ when }) => when);
    const told = [situations, atTheTokenEndpoint, redirects].flatMap((table) => Object.keys(table));
    expect(told.toSorted()).toEqual(named.toSorted());
  });
});
