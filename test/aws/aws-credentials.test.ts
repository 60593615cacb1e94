import { inspect } from 'node:util';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Request } from 'express';
import { AuthError, type AuthEvent } from '../../src/auth/index.js';
import { createAwsCredentials, type AwsCredentialsOptions } from '../../src/aws/index.js';
import { openForEachTest } from '../support/opened.js';
import { credentials, exception, idTokenOf, startIdentityPool } from './support/identity-pool.js';

const identityPoolId = 'us-east-1:11111111-2222-3333-4444-555555555555';
const minuteMs = 60_000;
const roles = ['arn:aws:iam::123456789012:role/admins', 'arn:aws:iam::123456789012:role/staff'];
const [admins = ''] = roles;

let nowMs: number;
let token: string | undefined;
beforeEach(() => {
  nowMs = Date.UTC(2026, 10, 29, 12);
  token = idTokenOf();
});
const pool = openForEachTest(() => startIdentityPool({ now: () => nowMs }));

const request = {} as Request;
const create = (options: Partial<AwsCredentialsOptions> = {}) =>
  createAwsCredentials({
    identityPoolId,
    idToken: async () => {
      if (token === undefined) throw new AuthError('not_signed_in');
      return token;
    },
    failure: (code, details) => new AuthError(code, details),
    endpoint: pool.url,
    now: () => nowMs,
    ...options,
  });

describe('credentials of a request', () => {
  test('are asked for with the ID token, under its issuer without the scheme, unsigned', async () => {
    const given = await create().credentialsOf(request)();
    expect(given).toEqual({
      accessKeyId: 'ASIA1',
      secretAccessKey: 'the-secret-key',
      sessionToken: 'the-session-token',
      expiration: new Date(nowMs + 60 * minuteMs),
      identityId: 'us-east-1:identity',
    });
    const Logins = { 'cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI': token };
    expect(pool.asked.map(({ operation, input }) => ({ operation, input }))).toEqual([
      { operation: 'GetId', input: { IdentityPoolId: identityPoolId, Logins } },
      { operation: 'GetCredentialsForIdentity', input: { IdentityId: 'us-east-1:identity', Logins } },
    ]);
    expect(pool.asked.map(({ headers }) => headers['authorization'])).toEqual([undefined, undefined]);
  });

  test('are not asked for before a client asks', async () => {
    create().credentialsOf(request);
    await Promise.resolve();
    expect(pool.asked).toEqual([]);
  });

  test('are fetched once, however many ask at once and afterwards', async () => {
    const aws = create();
    const given = await Promise.all(Array.from({ length: 20 }, () => aws.credentialsOf(request)()));
    nowMs += 50 * minuteMs;
    given.push(await aws.credentialsOf(request)());
    expect(new Set(given.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['ASIA1']));
    expect(pool.asked).toHaveLength(2);
  });

  test('are a copy for each client, so that what one writes on them is not seen by others', async () => {
    const aws = create();
    const [one, other] = [await aws.credentialsOf(request)(), await aws.credentialsOf(request)()];
    Object.assign(one, { accessKeyId: 'changed' });
    expect(other.accessKeyId).toBe('ASIA1');
  });

  test('show no secret when they are printed or logged', async () => {
    const given = await create().credentialsOf(request)();
    const shown = `${JSON.stringify({ given })} ${inspect({ given })}`;
    expect(shown).toContain('ASIA1');
    expect(shown).not.toMatch(/the-secret-key|the-session-token/);
  });
});

describe('when they are fetched anew', () => {
  test('six minutes before they end, so that no client of the SDK has to ask twice', async () => {
    const aws = create();
    await aws.credentialsOf(request)();
    nowMs += 54 * minuteMs - 1;
    expect((await aws.credentialsOf(request)()).accessKeyId).toBe('ASIA1');
    nowMs += 1;
    expect((await aws.credentialsOf(request)()).accessKeyId).toBe('ASIA2');
    expect(pool.asks('GetId')).toHaveLength(1);
  });

  test('a short life is used up by half', async () => {
    pool.answer('GetCredentialsForIdentity', (nth) => ({ body: credentials(nth, nowMs + 4 * minuteMs) }));
    const aws = create();
    await aws.credentialsOf(request)();
    nowMs += 2 * minuteMs - 1;
    expect((await aws.credentialsOf(request)()).accessKeyId).toBe('ASIA1');
    nowMs += 1;
    expect((await aws.credentialsOf(request)()).accessKeyId).toBe('ASIA2');
  });

  test('with a new ID token, because groups may have changed', async () => {
    const aws = create();
    await aws.credentialsOf(request)();
    token = idTokenOf({ iat: 2 });
    expect((await aws.credentialsOf(request)()).accessKeyId).toBe('ASIA2');
    expect(pool.asks('GetCredentialsForIdentity').at(-1)?.input['Logins']).toEqual({
      'cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI': token,
    });
  });

  test('while AWS is away, those at hand are used to their end', async () => {
    const aws = create();
    await aws.credentialsOf(request)();
    pool.answer('GetCredentialsForIdentity', () => exception('InternalErrorException', '', 500));
    nowMs += 55 * minuteMs;
    expect((await aws.credentialsOf(request)()).accessKeyId).toBe('ASIA1');
    const asked = pool.asked.length;
    expect((await aws.credentialsOf(request)()).accessKeyId).toBe('ASIA1');
    expect(pool.asked).toHaveLength(asked);
    nowMs += 5 * minuteMs;
    await expect(aws.credentialsOf(request)()).rejects.toMatchObject({ code: 'pool_unreachable' });
  });

  test('whom AWS refuses has the old ones no longer', async () => {
    const aws = create();
    await aws.credentialsOf(request)();
    pool.answer('GetCredentialsForIdentity', () => exception('NotAuthorizedException', 'Token is revoked.'));
    nowMs += 55 * minuteMs;
    await expect(aws.credentialsOf(request)()).rejects.toMatchObject({ code: 'recent_sign_in_required' });
    expect(aws.size()).toBe(0);
  });

  test('an identity that was deleted in AWS is asked for again', async () => {
    const aws = create();
    await aws.credentialsOf(request)();
    pool.answer('GetId', () => ({ body: { IdentityId: 'us-east-1:another' } }));
    pool.answer('GetCredentialsForIdentity', (nth) =>
      nth === 2 ? exception('ResourceNotFoundException') : { body: credentials(nth, nowMs + 60 * minuteMs) },
    );
    token = idTokenOf({ iat: 2 });
    expect(await aws.credentialsOf(request)()).toMatchObject({ identityId: 'us-east-1:another' });
  });

  test('a failure is not remembered', async () => {
    pool.answer('GetCredentialsForIdentity', (nth) =>
      nth === 1
        ? exception('InvalidIdentityPoolConfigurationException')
        : { body: credentials(nth, nowMs + 60 * minuteMs) },
    );
    const aws = create();
    await expect(aws.credentialsOf(request)()).rejects.toThrow();
    expect((await aws.credentialsOf(request)()).accessKeyId).toBe('ASIA2');
  });
});

describe('whose session ends', () => {
  test('gets nothing more, whatever is still in memory', async () => {
    const aws = create();
    const provider = aws.credentialsOf(request);
    await provider();
    token = undefined;
    await expect(provider()).rejects.toMatchObject({ code: 'not_signed_in' });
  });

  const ofAda = { userId: 'ada', session: '12345678' };
  const endings: AuthEvent[] = [
    { type: 'signed_out', isEverywhere: false, sessions: 1, ...ofAda },
    { type: 'sign_in_ended', ...ofAda },
    { type: 'session_ended', reason: 'idle_limit', ...ofAda },
    { type: 'tokens_refreshed', durationMs: 1, ...ofAda },
    { type: 'sign_ins_ended', userId: 'ada', sessions: 1 },
  ];
  test.each(endings)('is forgotten on $type, and nobody else is', async (event) => {
    const aws = create();
    await aws.credentialsOf(request)();
    token = idTokenOf({ sub: 'grace' });
    await aws.credentialsOf(request)();
    aws.onAuthEvent(event);
    expect(aws.size()).toBe(1);
    await aws.credentialsOf(request)();
    expect(pool.asks('GetCredentialsForIdentity')).toHaveLength(2);
  });

  test('everybody is forgotten when everybody’s sign-ins are ended', async () => {
    const aws = create();
    await aws.credentialsOf(request)();
    aws.onAuthEvent({ type: 'sign_ins_ended', sessions: 2 });
    expect(aws.size()).toBe(0);
  });

  test('events of other kinds forget nobody', async () => {
    const aws = create();
    await aws.credentialsOf(request)();
    aws.onAuthEvent({ type: 'forbidden', missing: 'group', ...ofAda });
    aws.onAuthEvent({ type: 'sign_in_started', isStepUp: false });
    expect(aws.size()).toBe(1);
  });

  test('what is still being fetched is not kept either', async () => {
    const aws = create();
    const fetching = aws.credentialsOf(request)();
    pool.answer('GetCredentialsForIdentity', (nth) => {
      aws.onAuthEvent({ type: 'sign_in_ended', ...ofAda });
      return { body: credentials(nth, nowMs + 60 * minuteMs) };
    });
    await fetching;
    expect(aws.size()).toBe(0);
  });
});

describe('memory', () => {
  test('holds as many as it may, and forgets the oldest', async () => {
    const aws = create({ most: 3 });
    for (const sub of ['one', 'two', 'three', 'four']) {
      token = idTokenOf({ sub });
      await aws.credentialsOf(request)();
    }
    expect(aws.size()).toBe(3);
    await aws.credentialsOf(request)();
    expect(pool.asks('GetCredentialsForIdentity')).toHaveLength(4);
    token = idTokenOf({ sub: 'one' });
    await aws.credentialsOf(request)();
    expect(pool.asks('GetCredentialsForIdentity')).toHaveLength(5);
  });

  test('is given back when the next one comes after they ended', async () => {
    const aws = create();
    for (const sub of ['one', 'two']) {
      token = idTokenOf({ sub });
      await aws.credentialsOf(request)();
    }
    nowMs += 60 * minuteMs;
    token = idTokenOf({ sub: 'three' });
    await aws.credentialsOf(request)();
    expect(aws.size()).toBe(1);
  });
});

describe('the role', () => {
  const inGroups = () => idTokenOf({ 'cognito:roles': roles, 'cognito:preferred_role': admins });

  test('is left to the identity pool unless one is named', async () => {
    token = inGroups();
    const aws = create();
    expect(await aws.inUse(request)).toEqual({
      identityId: 'us-east-1:identity',
      accessKeyId: 'ASIA1',
      fetchedAtMs: nowMs,
      endsAtMs: nowMs + 60 * minuteMs,
      roleArn: undefined,
      roles,
      preferredRole: admins,
    });
    expect(pool.asks('GetCredentialsForIdentity')[0]?.input).not.toHaveProperty('CustomRoleArn');
  });

  test.each(roles)('%s of the token may be asked for, with credentials of its own', async (roleArn) => {
    token = inGroups();
    const aws = create();
    await aws.credentialsOf(request)();
    const given = await aws.credentialsOf(request, { roleArn })();
    expect(given.accessKeyId).toBe('ASIA2');
    expect(pool.asks('GetCredentialsForIdentity')[1]?.input['CustomRoleArn']).toBe(roleArn);
    expect(await aws.inUse(request, { roleArn })).toMatchObject({ accessKeyId: 'ASIA2', roleArn });
  });

  test('of nobody’s groups is refused before anybody is asked', async () => {
    const asking = create().credentialsOf(request, { roleArn: admins })();
    await expect(asking).rejects.toMatchObject({
      code: 'forbidden',
      poolError: 'identity_pool_refuses_role',
    });
    expect(pool.asked).toEqual([]);
  });

  test.each([{ 'cognito:roles': 'admins' }, { 'cognito:roles': [1, null] }])(
    'claims that are no list of roles name none: %j',
    async (claims) => {
      token = idTokenOf(claims);
      expect(await create().inUse(request)).toMatchObject({ roles: [], preferredRole: undefined });
    },
  );
});

describe('mistakes of the app are said', () => {
  test.each(['', 'us-east-1_AbCdEfGhI', 'My pool', 'arn:aws:cognito-identity:us-east-1:1:identitypool/x'])(
    '%j is no identity pool',
    (wrong) => {
      expect(() => create({ identityPoolId: wrong })).toThrow(TypeError);
    },
  );

  test.each(['', 'opaque', 'a.b.c', idTokenOf({ sub: undefined }), idTokenOf({ iss: 1 })])(
    'a token that is no ID token, without showing it',
    async (wrong) => {
      token = wrong;
      const error: unknown = await create()
        .credentialsOf(request)()
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TypeError);
      if (wrong !== '') expect(inspect(error)).not.toContain(wrong);
    },
  );
});
