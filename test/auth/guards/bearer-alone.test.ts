import express, { type ErrorRequestHandler, type Request } from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import { bearerOf, createRequireBearer } from '../../../src/auth/guards/bearer.js';
import type { TokenVerifier } from '../../../src/auth/tokens/token-verifier.js';
import { createBrowser, type Browser } from '../../support/browser.js';
import { listen } from '../../support/listen.js';
import { headerIn, rawRequest } from '../../support/raw-request.js';

// The guard alone: what stands for the verifier believes every token but three.

const claims = {
  sub: 'ada',
  username: 'ada',
  clientId: 'client',
  scopes: ['openid', 'orders/read'],
  groups: ['staff'],
  expiresAtMs: 0,
  level: 'urn:cognito:loa:2',
  methods: ['pwd', 'otp'],
  authenticatedAtMs: 1_000_000,
  claims: { 'custom:tier': 'gold' },
};

let server: Awaited<ReturnType<typeof listen>>;
let events: { readonly event: AuthEvent; readonly request: Request | undefined }[];
let verified: string[];
beforeEach(() => {
  events = [];
  verified = [];
});

const verify = async (token: string): Promise<typeof claims> => {
  verified.push(token);
  if (token === 'expired') throw new AuthError('pool_rejected', { reason: 'err_jwt_expired' });
  if (token === 'keyless') throw new AuthError('pool_unreachable', { reason: 'network' });
  if (token === 'broken') throw new RangeError('a bug');
  return claims;
};
const verifier = { accessToken: verify, bearer: verify } as Partial<TokenVerifier> as TokenVerifier;

const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const { code, reason, status } = error instanceof AuthError ? error : new AuthError('pool_rejected');
  response.status(status).json(error instanceof AuthError ? { code, reason } : { unexpected: String(error) });
};

const requireBearer = createRequireBearer({
  settings: { now: () => 1_060_000 },
  verifier,
  events: createEvents((event, request) => events.push({ event, request })),
  resource: { challengePart: () => undefined, noteScopes: () => undefined },
});

beforeAll(async () => {
  const app = express()
    .get('/me', requireBearer(), (request, response) => void response.json(bearerOf(request)))
    .get('/orders', requireBearer({ allScopes: ['openid', 'orders/read'] }), ok)
    .get('/refunds', requireBearer({ allScopes: ['orders/read', 'orders/write'] }), ok)
    .get('/staff', requireBearer({ anyGroup: ['admins', 'staff'] }), ok)
    .get('/admins', requireBearer({ anyGroup: ['admins', 'owners'] }), ok)
    .get('/both', requireBearer({ allScopes: ['orders/write'], anyGroup: ['admins'] }), ok)
    .get('/level', requireBearer({ anyLevel: ['urn:cognito:loa:2'], withinSeconds: 60 }), ok)
    .get('/higher', requireBearer({ anyLevel: ['urn:cognito:loa:3', 'urn:cognito:loa:4'] }), ok)
    .get('/sooner', requireBearer({ withinSeconds: 59.5 }), ok)
    .get('/by-key', requireBearer({ allMethods: ['otp', 'hwk'] }), ok)
    .get('/higher-orders', requireBearer({ allScopes: ['orders/write'], anyLevel: ['a'] }), ok)
    .get('/gold', requireBearer({ claims: (all) => all['custom:tier'] === 'gold' }), ok)
    .get('/promised', requireBearer({ claims: (async () => true) as never }), ok)
    .get('/silver', requireBearer({ claims: (all) => all['custom:tier'] === 'silver' }), ok)
    .get('/open', (request, response) => void response.json(bearerOf(request)))
    .use(answerErrors);
  server = await listen(app);
});
afterAll(() => server.close());

const ok = (_request: unknown, response: express.Response): void => void response.send('ok');

const ask = (path: string, authorization?: string): ReturnType<Browser['send']> =>
  createBrowser().send(`${server.origin}${path}`, {
    headers: { ...(authorization !== undefined && { authorization }) },
  });

const told = (): readonly unknown[] =>
  events.map(({ event }) => [event.type, 'reason' in event ? event.reason : undefined]);

test('a guard that asks for no name that could be one is refused at start, by its name', () => {
  expect(() => requireBearer({ anyLevel: [] })).toThrow(/^requireBearer needs names/);
});

describe('a bearer', () => {
  test('with a token that holds is let in, and the route knows who it is', async () => {
    const page = await ask('/me', 'Bearer a.b-c_d~e+f/g==');
    expect([page.status, JSON.parse(page.text)]).toEqual([200, claims]);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['www-authenticate']).toBeUndefined();
    expect(verified).toEqual(['a.b-c_d~e+f/g==']);
    expect(events).toEqual([]);
  });

  test.each(['bearer x', 'BEARER x', 'Bearer   x'])('may write the scheme as %j', async (authorization) => {
    expect((await ask('/me', authorization)).status).toBe(200);
    expect(verified).toEqual(['x']);
  });

  test.each([
    undefined,
    'Bearer',
    'Bearerx',
    'Basic x',
    'x Bearer y',
    'Bearer x y',
    'Bearer x, Bearer y',
    'Bearer x=y',
    'Bearer =',
    'Bearer "x"',
  ])('with %j brings no token, which is no error of a token', async (authorization) => {
    const page = await ask('/me', authorization);
    expect([page.status, page.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect(JSON.parse(page.text)).toEqual({ code: 'not_signed_in', reason: 'no_token' });
    expect(page.headers['cache-control']).toBe('no-store');
    expect(verified).toEqual([]);
    expect(told()).toEqual([['bearer_refused', 'no_token']]);
    expect(events[0]?.request?.path).toBe('/me');
  });

  test('with two headers brings none: a proxy may have looked at the other', async () => {
    const host = `Host: ${new URL(server.origin).host}`;
    const twice = ['Authorization: Bearer x', 'Authorization: Bearer x'];
    const answer = await rawRequest(server.origin, ['GET /me HTTP/1.1', host, ...twice]);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(headerIn(answer, 'WWW-Authenticate')).toBe('Bearer');
  });

  test('with a token that does not hold is told so', async () => {
    const page = await ask('/me', 'Bearer expired');
    expect([page.status, page.headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"']);
    expect(JSON.parse(page.text)).toEqual({ code: 'not_signed_in', reason: 'err_jwt_expired' });
    expect(told()).toEqual([['bearer_refused', 'err_jwt_expired']]);
  });

  test('is not blamed for keys that cannot be fetched, nor for a bug', async () => {
    const away = await ask('/me', 'Bearer keyless');
    expect([away.status, away.headers['www-authenticate']]).toEqual([503, undefined]);
    const bug = await ask('/me', 'Bearer broken');
    expect(JSON.parse(bug.text)).toEqual({ unexpected: 'RangeError: a bug' });
    expect(bug.headers['www-authenticate']).toBeUndefined();
    expect(events).toEqual([]);
  });
});

describe('what a route asks for beside the token:', () => {
  test.each(['/orders', '/staff', '/level', '/gold'])('%s has it', async (path) => {
    expect((await ask(path, 'Bearer x')).text).toBe('ok');
  });

  test.each([
    ['/refunds', 'missing_scope', 'Bearer error="insufficient_scope", scope="orders/read orders/write"'],
    ['/admins', 'missing_group', 'Bearer error="insufficient_scope"'],
    ['/both', 'missing_scope', 'Bearer error="insufficient_scope", scope="orders/write"'],
    ['/promised', 'missing_claim', 'Bearer error="insufficient_scope"'],
    ['/silver', 'missing_claim', 'Bearer error="insufficient_scope"'],
    ['/higher-orders', 'missing_scope', 'Bearer error="insufficient_scope", scope="orders/write"'],
  ])('%s: %s', async (path, reason, challenge) => {
    const page = await ask(path, 'Bearer x');
    expect([page.status, page.headers['www-authenticate']]).toEqual([403, challenge]);
    expect(JSON.parse(page.text)).toEqual({ code: 'forbidden', reason });
    expect(told()).toEqual([['bearer_refused', reason]]);
  });
});

describe('a level, a method or a time that the token lacks is asked for as RFC 9470 says:', () => {
  test.each([
    ['/higher', 'level_is_another', 'acr_values="urn:cognito:loa:3 urn:cognito:loa:4"'],
    ['/sooner', 'sign_in_is_not_recent', 'max_age="59"'],
    ['/by-key', 'method_is_missing', undefined],
  ])('%s: %s', async (path, reason, asked) => {
    const page = await ask(path, 'Bearer x');
    const challenge = [
      'Bearer error="insufficient_user_authentication"',
      'error_description="A stronger or a more recent sign-in is needed"',
      ...(asked === undefined ? [] : [asked]),
    ].join(', ');
    expect([page.status, page.headers['www-authenticate']]).toEqual([401, challenge]);
    expect(JSON.parse(page.text)).toEqual({ code: 'authentication_level_required', reason });
    expect(told()).toEqual([['bearer_refused', reason]]);
  });
});

test('a route without the guard that asks who the bearer is learns what is missing', async () => {
  expect(JSON.parse((await ask('/open', 'Bearer x')).text)).toEqual({
    unexpected: 'Error: bearerOf: put auth.requireBearer() before this route',
  });
});
