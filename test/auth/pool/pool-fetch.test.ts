import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createEvents, type AuthEvent, type PoolEndpoint } from '../../../src/auth/events.js';
import {
  createPoolFetch,
  jsonIn,
  type PoolAnswer,
  type PoolFetch,
  type PoolRequest,
} from '../../../src/auth/pool/pool-fetch.js';
import { poolAnswer } from './support.js';

// Against a small server of its own, which answers as each test wants it to.

let server: Server;
let origin: string;
let answer: RequestListener;
let asked: {
  readonly method: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}[];
let events: AuthEvent[];
let poolFetch: PoolFetch;

const listening = (one: Server): Promise<string> =>
  new Promise((resolve) => {
    one.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(one.address() as AddressInfo).port}`));
  });

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', headers } = request;
      asked.push({ method, headers, body: Buffer.concat(chunks).toString() });
      answer(request, response);
    });
  });
  origin = await listening(server);
});
afterAll(
  () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
);
beforeEach(() => {
  asked = [];
  events = [];
  answer = json({ good: true });
  poolFetch = makeFetch();
});

const makeFetch = (deadlineMs = 5000): PoolFetch =>
  createPoolFetch({
    settings: { deadlineMs },
    events: createEvents((event) => events.push(event)),
    isAllowed: (one) => one === origin,
  });

const json =
  (
    body: unknown,
    { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
  ) =>
  (_request: unknown, response: ServerResponse): void =>
    void response
      .writeHead(status, { 'Content-Type': 'application/json', ...headers })
      .end(JSON.stringify(body));

const failureOf = async (endpoint: PoolEndpoint = 'token', init: PoolRequest = {}): Promise<AuthError> => {
  const error = await poolFetch(endpoint, `${origin}/any`, init).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(error instanceof AuthError)) throw new Error(`Not refused, or with ${String(error)}`);
  return error;
};

const outcomes = (): readonly unknown[] =>
  events.map((event) => ('outcome' in event ? event.outcome : undefined));

describe('a fetch of the host', () => {
  const given: unknown[][] = [];
  const ofHost: typeof fetch = async (...call) => {
    given.push(call);
    return fetch(...call);
  };

  test('makes the calls in place of the usual one, to follow no redirect and with a deadline', async () => {
    poolFetch = createPoolFetch({
      settings: { deadlineMs: 5000, fetch: ofHost },
      events: createEvents(undefined),
      isAllowed: (one) => one === origin,
    });
    const response = await poolFetch('jwks', `${origin}/keys`);
    expect(jsonIn(response)).toEqual({ good: true });
    expect(given).toEqual([
      [`${origin}/keys`, expect.objectContaining({ redirect: 'manual', signal: expect.any(AbortSignal) })],
    ]);
    // Which hosts may be called is not its business.
    await expect(poolFetch('jwks', 'https://evil.example/keys')).rejects.toMatchObject({
      reason: 'foreign_host',
    });
    expect(given).toHaveLength(1);
  });
});

/** Calls that are under way until they are let go; every other one is answered meanwhile. */
const hold = (count: number, init: PoolRequest) => {
  const held: ServerResponse[] = [];
  let isOver = false;
  answer = (request, response) =>
    request.url === '/held' && !isOver ? void held.push(response) : json({})(request, response);
  const calls = Promise.all(Array.from({ length: count }, () => poolFetch('token', `${origin}/held`, init)));
  const letGo = (): void => {
    isOver = true;
    for (const response of held) json({})(undefined, response);
  };
  return { calls, letGo };
};

describe('a good answer', () => {
  test('is handed on as it came, and is told with endpoint, status and time', async () => {
    const startedAtMs = performance.now();
    const response = await poolFetch('jwks', `${origin}/keys?of=pool`);
    const passedMs = performance.now() - startedAtMs;
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(jsonIn(response)).toEqual({ good: true });
    expect(events).toEqual([
      { type: 'pool_called', endpoint: 'jwks', outcome: 200, durationMs: expect.any(Number) },
    ]);
    const [event] = events;
    const durationMs = event?.type === 'pool_called' ? event.durationMs : -1;
    expect(Number.isInteger(durationMs)).toBe(true);
    expect(durationMs).toBeGreaterThanOrEqual(0);
    expect(durationMs).toBeLessThanOrEqual(Math.ceil(passedMs));
  });

  test('comes to a GET unless something else is asked for, with the headers and the form that were given', async () => {
    await poolFetch('jwks', `${origin}/keys`);
    await poolFetch('token', `${origin}/token`, {
      method: 'POST',
      headers: { 'x-of-ours': 'yes' },
      body: new URLSearchParams({ grant_type: 'refresh_token' }),
    });
    expect(asked).toMatchObject([
      { method: 'GET', body: '' },
      { method: 'POST', headers: { 'x-of-ours': 'yes' }, body: 'grant_type=refresh_token' },
    ]);
  });

  test('may be compressed: what is handed on is not', async () => {
    answer = (_request, response) =>
      void response
        .writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
        .end(gzipSync('{"good":true}'));
    const response = await poolFetch('jwks', `${origin}/keys`);
    expect(response.text).toBe('{"good":true}');
  });

  test.each([204, 205, 304])('may have a status that allows no body (%i)', async (status) => {
    answer = (_request, response) => void response.writeHead(status).end();
    const response = await poolFetch('revoke', `${origin}/revoke`);
    expect([response.status, response.text]).toEqual([status, '']);
  });

  test('may come in pieces', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('{"go');
      setTimeout(() => response.end('od":true}'), 20);
    };
    expect(jsonIn(await poolFetch('jwks', `${origin}/keys`))).toEqual({ good: true });
  });
});

describe('a call', () => {
  test('to another host is not made', async () => {
    poolFetch = createPoolFetch({
      settings: { deadlineMs: 5000 },
      events: createEvents((event) => events.push(event)),
      isAllowed: (one) => one === 'https://pool.example',
    });
    expect(await failureOf()).toMatchObject({ code: 'pool_rejected', reason: 'foreign_host' });
    expect(asked).toEqual([]);
    expect(outcomes()).toEqual(['foreign_host']);
  });

  test('is judged by its origin, not by what it looks like', async () => {
    const asks: string[] = [];
    poolFetch = createPoolFetch({
      settings: { deadlineMs: 5000 },
      events: createEvents(undefined),
      isAllowed: (one) => asks.push(one) > 0,
    });
    await poolFetch('jwks', `${origin}/keys?https://pool.example#x`);
    expect(asks).toEqual([origin]);
  });

  test.each([301, 302, 303, 307, 308])('follows no redirect (%i)', async (status) => {
    answer = (_request, response) =>
      void response.writeHead(status, { Location: `${origin}/elsewhere` }).end();
    expect((await poolFetch('token', `${origin}/token`)).status).toBe(status);
    expect(asked).toHaveLength(1);
  });

  test('of whoever is signed in has room beside as many sign-ins as there may be', async () => {
    const signsIn = { isForSignIn: true };
    const { calls, letGo } = hold(48, signsIn);
    expect((await failureOf('token', signsIn)).reason).toBe('too_many_pool_calls');
    expect((await poolFetch('token', `${origin}/`)).status).toBe(200);
    letGo();
    await calls;
    expect((await poolFetch('token', `${origin}/`, signsIn)).status).toBe(200);
  });

  test('to what is no address is a mistake of ours, and told as one that nobody expected', async () => {
    await expect(poolFetch('token', 'nowhere')).rejects.toMatchObject({ name: 'TypeError' });
    expect(outcomes()).toEqual(['unexpected']);
  });

  test('beyond the sixty-fourth under way is refused at once, and there is room again afterwards', async () => {
    const waiting: ServerResponse[] = [];
    answer = (_request, response) => void waiting.push(response);
    const calls = Array.from({ length: 64 }, () => poolFetch('token', `${origin}/token`));
    expect(await failureOf()).toMatchObject({
      code: 'pool_unreachable',
      reason: 'too_many_pool_calls',
      retryAfterSeconds: 1,
    });
    answer = json({});
    // Those that have not come to the server yet are answered there.
    const timer = setInterval(() => {
      for (const response of waiting.splice(0)) json({})(undefined, response);
    }, 5);
    await Promise.all(calls);
    clearInterval(timer);
    expect(asked).toHaveLength(64);
    await poolFetch('token', `${origin}/token`);
  });

  test('that failed leaves its room to others', async () => {
    answer = (_request, response) => void response.destroy();
    for (let call = 0; call < 70; call += 1)
      expect((await failureOf()).reason).not.toBe('too_many_pool_calls');
  });
});

describe('the size of an answer', () => {
  const most = 256 * 1024;
  const text =
    (length: number, status = 200) =>
    (_request: unknown, response: ServerResponse): void =>
      void response.writeHead(status, { 'Content-Type': 'application/json' }).end('x'.repeat(length));

  test('may be 256 kB, and no byte more', async () => {
    answer = text(most);
    expect((await poolFetch('jwks', `${origin}/keys`)).text.length).toBe(most);
    answer = text(most + 1);
    expect(await failureOf()).toMatchObject({ code: 'pool_rejected', reason: 'answer_too_large' });
    expect(outcomes()).toEqual([200, 'answer_too_large']);
  });

  test('counts after decompression', async () => {
    answer = (_request, response) =>
      void response
        .writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
        .end(gzipSync('x'.repeat(most + 1)));
    expect((await failureOf()).reason).toBe('answer_too_large');
  });

  test('does not matter where the status says that something failed: that is what is told', async () => {
    answer = text(4 * most, 503);
    expect(await failureOf()).toMatchObject({ code: 'pool_unreachable', reason: 'pool_status_503' });
    answer = text(4 * most, 400);
    const response = await poolFetch('token', `${origin}/token`);
    expect(response.status).toBe(400);
    expect(response.text.length).toBeLessThanOrEqual(most);
    answer = text(4 * most, 300);
    expect((await poolFetch('token', `${origin}/token`)).status).toBe(300);
    answer = text(4 * most, 299);
    expect((await failureOf()).reason).toBe('answer_too_large');
  });
});

describe('the type of a good answer must be JSON', () => {
  const typed =
    (type: string | undefined, status = 200) =>
    (_request: unknown, response: ServerResponse): void => {
      response.writeHead(status, type === undefined ? {} : { 'Content-Type': type }).end('{}');
    };

  test.each([
    'application/json',
    'Application/JSON; charset=utf-8',
    'application/jwk-set+json',
    'application/vnd.a-b.c+json;v=1',
  ])('%s is', async (type) => {
    answer = typed(type);
    expect((await poolFetch('jwks', `${origin}/keys`)).status).toBe(200);
  });

  test.each([
    undefined,
    'text/html',
    'text/plain; application/json',
    'xapplication/json',
    'application/jsonp',
    'application/+json',
    'application/a b+json',
    'application/x-json',
  ])('%s is not', async (type) => {
    answer = typed(type);
    expect(await failureOf()).toMatchObject({ code: 'pool_rejected', reason: 'answer_is_not_json' });
    // The pool did answer.
    expect(outcomes()).toEqual([200]);
  });

  test.each<readonly [PoolEndpoint, number]>([
    ['revoke', 200],
    ['token', 201],
    ['token', 400],
  ])('except where nobody reads it (%s, %i)', async (endpoint, status) => {
    answer = typed('text/html', status);
    expect((await poolFetch(endpoint, `${origin}/any`)).status).toBe(status);
  });
});

describe('a pool in trouble', () => {
  const failing = (status: number, headers: Record<string, string> = {}) => json({}, { status, headers });

  test.each([500, 502, 503, 504, 599])('that answers %i is unreachable', async (status) => {
    answer = failing(status);
    expect(await failureOf()).toMatchObject({
      code: 'pool_unreachable',
      reason: `pool_status_${status}`,
      retryAfterSeconds: 5,
    });
    expect(outcomes()).toEqual([status]);
  });

  test.each([400, 401, 403, 404, 428, 430, 499])('that answers %i has said something', async (status) => {
    answer = failing(status);
    expect((await poolFetch('token', `${origin}/token`)).status).toBe(status);
  });

  test.each<readonly [number, Record<string, string>]>([
    [429, {}],
    [400, { 'x-amzn-ErrorType': 'TooManyRequestsException:http://internal.amazon.com/' }],
  ])('throttles by %i %j', async (status, headers) => {
    answer = failing(status, headers);
    expect(await failureOf('revoke')).toMatchObject({ code: 'pool_unreachable', reason: 'pool_throttles' });
  });

  test('does not throttle by another exception of the user pools API', async () => {
    answer = failing(400, { 'x-amzn-ErrorType': 'NotTooManyRequestsException' });
    expect((await poolFetch('token', `${origin}/token`)).status).toBe(400);
  });

  test.each([
    ['0', 1],
    ['1', 1],
    ['17', 17],
    ['300', 300],
    ['301', 300],
    ['-1', 5],
    ['1.5', 5],
    ['soon', 5],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 5],
  ])('that asks to come back after %j seconds is asked again after %i', async (asked, seconds) => {
    answer = failing(503, { 'Retry-After': asked });
    expect((await failureOf()).retryAfterSeconds).toBe(seconds);
  });

  test('that hangs up is unreachable, by the word of the system and no other', async () => {
    answer = (_request, response) => void response.destroy();
    const error = await failureOf();
    expect(error).toMatchObject({ code: 'pool_unreachable', retryAfterSeconds: 5 });
    expect(error.reason).toMatch(/^(?:ECONNRESET|UND_ERR_SOCKET)$/);
    expect(outcomes()).toEqual([error.reason]);
  });

  test('that hangs up in the middle of a body is unreachable as well', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
      response.write('{');
      setTimeout(() => response.destroy(), 20);
    };
    expect((await failureOf()).code).toBe('pool_unreachable');
  });

  test('that nobody listens for is unreachable', async () => {
    const gone = createServer();
    const goneOrigin = await listening(gone);
    await new Promise((resolve) => {
      gone.close(resolve);
    });
    poolFetch = createPoolFetch({
      settings: { deadlineMs: 5000 },
      events: createEvents(undefined),
      isAllowed: () => true,
    });
    await expect(poolFetch('jwks', goneOrigin)).rejects.toMatchObject({
      code: 'pool_unreachable',
      reason: 'ECONNREFUSED',
    });
  });

  test('to which a call cannot even be written down is told without what stood in it', async () => {
    const secret = 'a secret\nof the tests';
    const error = await failureOf('token', { headers: { authorization: secret } });
    expect(error).toMatchObject({ code: 'pool_unreachable', reason: 'network' });
    expect(JSON.stringify([error.message, events])).not.toContain('secret');
  });
});

describe('a discovery document', () => {
  test.each([400, 404, 410])(
    'that is not there (%i) is one of a user pool that does not exist',
    async (status) => {
      answer = json({}, { status });
      const { code, reason, poolStatus } = await failureOf('discovery');
      expect({ code, reason, poolStatus }).toEqual({
        code: 'pool_misconfigured',
        reason: 'issuer_unknown',
        poolStatus: status,
      });
    },
  );

  test.each([204, 302, 401, 403])(
    'that is answered with %i is refused: somebody may be between',
    async (status) => {
      answer = (_request, response) => void response.writeHead(status).end();
      const { code, reason, poolStatus } = await failureOf('discovery');
      expect({ code, reason, poolStatus }).toEqual({
        code: 'pool_rejected',
        reason: `pool_status_${status}`,
        poolStatus: status,
      });
    },
  );

  test('and the keys are asked for however many calls are under way', async () => {
    const { calls, letGo } = hold(64, {});
    expect((await failureOf('token')).reason).toBe('too_many_pool_calls');
    expect((await poolFetch('discovery', `${origin}/`)).status).toBe(200);
    expect((await poolFetch('jwks', `${origin}/`)).status).toBe(200);
    letGo();
    await calls;
  });
});

describe('the deadline', () => {
  afterEach(() => void jest.useRealTimers());

  test('of a call that was answered is taken back, so that nothing is given up for it later', async () => {
    jest.useFakeTimers();
    let ofCall: AbortSignal | undefined;
    poolFetch = createPoolFetch({
      settings: {
        deadlineMs: 5000,
        fetch: async (_url, { signal }) => {
          ofCall = signal;
          return new Response('{}', { headers: { 'content-type': 'application/json' } });
        },
      },
      events: createEvents(undefined),
      isAllowed: () => true,
    });
    await poolFetch('jwks', `${origin}/keys`);
    jest.advanceTimersByTime(10_000);
    expect(ofCall?.aborted).toBe(false);
  });

  test.each<readonly [string, RequestListener]>([
    ['an answer that does not come', () => undefined],
    [
      'a body that does not end',
      (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.write('{');
      },
    ],
  ])('ends %s', async (_what, never) => {
    answer = never;
    poolFetch = makeFetch(80);
    const startedAtMs = performance.now();
    expect(await failureOf()).toMatchObject({ code: 'pool_timeout', reason: 'deadline' });
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(75);
    expect(outcomes()).toEqual(['deadline']);
  });

  test('of one call may be another than usual', async () => {
    answer = () => undefined;
    expect((await failureOf('revoke', { deadlineMs: 50 })).code).toBe('pool_timeout');
  });
});

describe('the JSON of an answer', () => {
  test.each<readonly [string, PoolAnswer, unknown]>([
    ['a good one', poolAnswer('{"a":1}'), { a: 1 }],
    ['another status', poolAnswer('{"a":1}', { status: 201 }), undefined],
    ['what is not JSON after all', poolAnswer('<html>'), undefined],
  ])('%s', (_what, answer, expected) => {
    expect(jsonIn(answer)).toEqual(expected);
  });
});
