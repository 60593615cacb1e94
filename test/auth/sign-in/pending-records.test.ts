import type { Request } from 'express';
import { describe, expect, test } from '@jest/globals';
import { createSealer } from '../../../src/auth/seal.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { createPendingSignIns, digestOf } from '../../../src/auth/sign-in/pending.js';

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
