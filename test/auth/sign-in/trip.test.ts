import { describe, expect, test } from '@jest/globals';
import type { PendingSignIn } from '../../../src/auth/sign-in/pending.js';
import { anew, onceMore, providerIn } from '../../../src/auth/sign-in/trip.js';

const draft = { issuer: 'https://issuer.example', sub: 'ada', form: 'note', fields: {}, keptAtMs: 1 };
const kept = {
  returnTo: '/account',
  draft,
  isStepUp: true,
  maxAgeSeconds: 300,
  level: { anyLevel: ['gold'] },
  lang: 'fr',
};

test('a trip that begins anew asks for the password, and for the level and the language that were asked for', () => {
  expect(anew(kept)).toEqual({
    ...kept,
    isAnew: true,
    hints: { maxAgeSeconds: 0, level: { anyLevel: ['gold'] }, lang: 'fr' },
  });
});

describe('a trip that is made once more', () => {
  const pending: PendingSignIn = {
    ...kept,
    secrets: { state: 'state', nonce: 'nonce', codeVerifier: 'verifier' },
    startedAtMs: 1,
    isAnew: true,
    provider: { identityProvider: 'Google', idpIdentifier: undefined },
  };

  test('goes the same way to the same provider, without the secrets of the first time', () => {
    expect(onceMore(pending)).toStrictEqual({
      ...kept,
      isAnew: true,
      isSilent: undefined,
      provider: { identityProvider: 'Google', idpIdentifier: undefined },
      isRestarted: true,
      hints: {
        identityProvider: 'Google',
        idpIdentifier: undefined,
        maxAgeSeconds: 300,
        level: { anyLevel: ['gold'] },
        lang: 'fr',
      },
    });
  });

  test.each([
    [true, { isSilent: true }],
    [false, {}],
  ])('asks silently if it did before: %s', (isSilent, expected) => {
    const { maxAgeSeconds: _age, level: _level, provider: _provider, ...plain } = pending;
    const trip = onceMore({ ...plain, isSilent });
    expect(trip.isSilent).toBe(isSilent);
    expect(trip.hints).toStrictEqual({
      maxAgeSeconds: undefined,
      level: undefined,
      lang: 'fr',
      ...expected,
    });
  });
});

test.each([
  [{}, undefined],
  [{ loginHint: 'ada' }, undefined],
  [{ identityProvider: 'Google' }, { identityProvider: 'Google', idpIdentifier: undefined }],
  [{ idpIdentifier: 'corp.example' }, { identityProvider: undefined, idpIdentifier: 'corp.example' }],
])('the provider that is asked for in %j is %j', (hints, expected) => {
  expect(providerIn(hints)).toEqual(expected);
});
