import { beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryStore, type SessionStore } from '../../../src/auth/index.js';
import { createRedaction } from '../../../src/inspector/fields.js';
import type { Happening } from '../../../src/inspector/recording.js';
import { createWatchedFetch } from '../../../src/inspector/watched-fetch.js';
import { createWatchedStore } from '../../../src/inspector/watched-store.js';

let noted: Happening[] = [];
beforeEach(() => void (noted = []));

const watching = {
  recorder: { note: (happening: Happening) => void noted.push(happening) },
  redaction: createRedaction(Buffer.alloc(32)),
  uptimeMs: () => 0,
};
const fetchBy = (ask: typeof fetch): typeof fetch => createWatchedFetch({ ...watching, ask });

describe('a watched fetch', () => {
  test.each([
    ['a long answer', new Response('x'.repeat(200_000), { status: 200, headers: { 'x-one': '1' } })],
    ['an answer without a body', new Response(null, { status: 204 })],
    ['a redirect', new Response('elsewhere', { status: 302, headers: { location: '/x' } })],
    ['what is no JSON', new Response('<html>', { status: 200 })],
  ])('hands on %s as it came', async (_name, answer) => {
    const expected = {
      status: answer.status,
      headers: [...answer.headers],
      text: await answer.clone().text(),
    };
    const got = await fetchBy(async () => answer)('https://pool.example/jwks');
    expect({ status: got.status, headers: [...got.headers], text: await got.text() }).toEqual(expected);
    expect(noted).toMatchObject([{ kind: 'pool', endpoint: 'jwks', status: answer.status, tokens: [] }]);
  });

  test('hands on a failure as it came, and notes that there was no answer', async () => {
    const failure = new TypeError('fetch failed');
    const watched = fetchBy(() => Promise.reject(failure));
    await expect(watched('https://pool.example/jwks')).rejects.toBe(failure);
    expect(noted).toMatchObject([{ kind: 'pool', received: [] }]);
    expect(noted[0]).not.toHaveProperty('status');
  });

  test('keeps fingerprints of what is secret, and nothing else of it', async () => {
    const body = {
      access_token: 'opaque-access-token',
      refresh_token: 'the-refresh-token',
      expires_in: 3600,
    };
    const watched = fetchBy(async () => Response.json(body));
    const answer = await watched('https://pool.example/token?secret=in-the-query', {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('client:the-client-secret').toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: 'the-old-token',
        odd: 'what-is-odd',
      }),
    });
    expect(await answer.json()).toEqual(body);
    const kept = JSON.stringify(noted);
    expect(kept).toContain('refresh_token');
    expect(kept).toMatch(/"expires_in","value":"3600"/);
    for (const secret of [
      'opaque-access',
      'the-refresh',
      'the-client-secret',
      'the-old',
      'what-is-odd',
      'in-the-query',
    ])
      expect(kept).not.toContain(secret);
  });
});

describe('a watched store', () => {
  const storeWith = (members: Partial<SessionStore>): SessionStore =>
    createWatchedStore({ ...watching, store: { ...createMemoryStore(), ...members } });

  test('answers as the store does, also with a record that cannot be read', async () => {
    const record = { of: 'another time' } as never;
    expect(await storeWith({ read: async () => record }).read('key')).toBe(record);
    expect(noted).toMatchObject([{ call: 'read', said: 'something that cannot be read' }]);
  });

  test('fails as the store does', async () => {
    const failure = new Error('away');
    await expect(storeWith({ readTokens: () => Promise.reject(failure) }).readTokens('key')).rejects.toBe(
      failure,
    );
    expect(noted).toMatchObject([{ call: 'readTokens', isFailed: true }]);
  });

  test('passes on what says nothing of a sign-in, and the leases', async () => {
    const store = storeWith({});
    await store.check();
    expect(noted).toEqual([]);
    expect(await store.leases.take('refresh:key', 'me', 1000)).toBe(true);
    expect(await store.leases.take('refresh:key', 'other', 1000)).toBe(false);
    expect(noted).toMatchObject([{ said: 'granted' }, { said: 'held by another' }]);
  });
});
