import type { Request, Response } from 'express';
import { describe, expect, test } from '@jest/globals';
import { createSealer } from '../../../src/auth/seal.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { createPendingSignIns, digestOf, type PendingSignIn } from '../../../src/auth/sign-in/pending.js';

// What is in the cookie was sealed by this site, but perhaps by another release of it: each part is looked at, or a missing
// one would switch off the check that it is for.

const now = (): number => 1_800_000_000_000;
const sealer = createSealer(['a secret of the tests that is long enough']);
const settings = { isHttps: true, basePath: '', now, issuer: 'https://issuer.example', clientId: 'client' };
const pendingSignIns = createPendingSignIns({ settings, sealer, store: createMemoryStore({ now }) });

const state = 'the state';
const secrets = { state, nonce: 'the nonce', codeVerifier: 'the verifier' };
// The secrets by either name that releases have given them.
const withSecrets = (some: unknown): object => ({ secrets: some, challenge: some });
const whole = { ...withSecrets(secrets), returnTo: '/account', startedAtMs: now(), isStepUp: false };

const id = digestOf(state);
const find = (record: unknown, from: { readonly purpose?: string; readonly asked?: string } = {}) => {
  const sealed = sealer.seal(JSON.stringify(record), from.purpose ?? `pending sign-in ${id}`);
  const headers = { cookie: `__Host-signin.${id}=${sealed}` };
  return pendingSignIns.find({ headers } as Request, from.asked ?? state);
};

describe('a pending sign-in', () => {
  test('is found with all its parts', () => {
    expect(find(whole)).toMatchObject({ secrets, returnTo: '/account', startedAtMs: now(), isStepUp: false });
    expect(find({ ...whole, isStepUp: true })).toMatchObject({ isStepUp: true });
  });

  test.each<readonly [string, unknown]>([
    ['that is null', null],
    ['that is a text', 'pending'],
    ['that is a list', []],
    ['without its secrets', { ...whole, ...withSecrets(undefined) }],
    ['with null as secrets', { ...whole, ...withSecrets(null) }],
    ...(['state', 'nonce', 'codeVerifier'] as const).flatMap((name) =>
      [undefined, '', 7].map(
        (value) =>
          [
            `with ${JSON.stringify(value) ?? 'nothing'} as ${name}`,
            { ...whole, ...withSecrets({ ...secrets, [name]: value }) },
          ] as const,
      ),
    ),
    ['without a way back', { ...whole, returnTo: undefined }],
    ['with a list as way back', { ...whole, returnTo: ['/account'] }],
    ['without a start', { ...whole, startedAtMs: undefined }],
    ['with a text as start', { ...whole, startedAtMs: String(now()) }],
    ['that does not say whether it is a step-up', { ...whole, isStepUp: undefined }],
    ['that says so in a text', { ...whole, isStepUp: 'false' }],
  ])('%s is none', (_what, record) => {
    expect(find(record)).toBeUndefined();
  });

  test('of another state is none, though it lies under the name of this one', () => {
    expect(find({ ...whole, ...withSecrets({ ...secrets, state: 'another' }) })).toBeUndefined();
  });

  test('is sealed for its own name and for no other', () => {
    expect(find(whole, { purpose: '' })).toBeUndefined();
    expect(find(whole, { purpose: `pending sign-in ${digestOf('another')}` })).toBeUndefined();
  });

  test('of another name is not asked for', () => {
    expect(find(whole, { asked: 'another' })).toBeUndefined();
  });
});

describe('several sign-ins of one browser', () => {
  const attributes = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' };
  const draftOf = (text: string) => ({
    issuer: settings.issuer,
    sub: 'ada',
    form: 'note',
    fields: { text },
    keptAtMs: now(),
  });
  const pendingOf = (name: string, changes: Partial<PendingSignIn> = {}): PendingSignIn => ({
    secrets: { ...secrets, state: name },
    returnTo: `/${name}`,
    startedAtMs: now(),
    isStepUp: false,
    ...changes,
  });
  const nameOf = (text: string) => `__Host-signin.${digestOf(text)}`;

  /** The cookies of a browser that has those of `before` and begins another sign-in; and what was said of each. */
  const keep = (pending: PendingSignIn, before: ReadonlyMap<string, string> = new Map()) => {
    const cookies = new Map(before);
    const said: unknown[] = [];
    const response = {
      cookie: (name: string, value: string, options: object) => {
        cookies.set(name, value);
        said.push([name, options]);
      },
      clearCookie: (name: string) => cookies.delete(name),
    };
    pendingSignIns.keep(requestWith(before), response as unknown as Response, pending);
    return { cookies, said };
  };
  const requestWith = (cookies: ReadonlyMap<string, string>) =>
    ({ headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') } }) as unknown as Request;
  const found = (cookies: ReadonlyMap<string, string>, name: string) =>
    pendingSignIns.find(requestWith(cookies), name);

  test('keep what was typed last, and that alone: the one before goes on without', () => {
    const one = pendingOf('one', { draft: draftOf('first'), maxAgeSeconds: 60 });
    const two = pendingOf('two', { draft: draftOf('second') });
    const before = keep(one).cookies;
    before.set(nameOf('foreign'), 'AAAA');
    const { cookies, said } = keep(two, before);
    const { draft: _draft, ...withoutDraft } = one;
    expect(found(cookies, 'one')).toEqual(withoutDraft);
    expect(found(cookies, 'two')).toEqual(two);
    expect(cookies.get(nameOf('foreign'))).toBe('AAAA');
    expect(said).toEqual(['one', 'two'].map((name) => [nameOf(name), { ...attributes, maxAge: 3_600_000 }]));
  });

  test('lose nothing when one begins for which nothing was typed', () => {
    const one = pendingOf('one', { draft: draftOf('first') });
    const { cookies, said } = keep(pendingOf('two'), keep(one).cookies);
    expect(found(cookies, 'one')).toEqual(one);
    expect(said).toHaveLength(1);
  });

  test('leave behind what is too much for a cookie, and keep the way back', () => {
    const { cookies } = keep(pendingOf('one', { draft: draftOf('x'.repeat(3000)) }));
    expect(found(cookies, 'one')).toEqual(pendingOf('one'));
  });

  test('all stay while they fit: each counts once', () => {
    const names = ['one', 'two', 'three'];
    let cookies: ReadonlyMap<string, string> = new Map();
    for (const name of names)
      ({ cookies } = keep(pendingOf(name, { returnTo: `/${'x'.repeat(600)}` }), cookies));
    expect([...cookies].join('; ').length).toBeGreaterThan(3200);
    expect([...cookies.keys()]).toEqual(names.map(nameOf));
  });

  test('leave the way back behind as well, where that alone is too long', () => {
    const long = { returnTo: `/${'x'.repeat(3000)}`, draft: draftOf('x') };
    const { cookies } = keep(pendingOf('one', long));
    expect(found(cookies, 'one')).toEqual(pendingOf('one', { returnTo: '/' }));
  });
});

test('what is used up is remembered for each sign-in by itself, and for as long as it could come back', async () => {
  const claims: unknown[] = [];
  const cleared: unknown[] = [];
  const watched = createPendingSignIns({
    settings,
    sealer,
    store: { claim: async (...claim) => claims.push(claim) > 0 },
  });
  const response = { clearCookie: (...cookie: unknown[]) => cleared.push(cookie) };
  const pending = { secrets, returnTo: '/', startedAtMs: now(), isStepUp: false };
  await watched.useUp(response as unknown as Parameters<typeof watched.useUp>[0], pending);
  expect(claims).toEqual([[`sign-in:${id}`, expect.any(Number)]]);
  expect((claims[0] as readonly number[])[1]).toBeGreaterThanOrEqual(600_000);
  expect(cleared).toEqual([
    [`__Host-signin.${id}`, { httpOnly: true, secure: true, sameSite: 'lax', path: '/' }],
  ]);
});
