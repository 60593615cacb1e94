import { expect, test } from '@jest/globals';
import { hintParameters, languageOfPool, type SignInHints } from '../../../src/auth/pool/hint-parameters.js';

test.each<readonly [SignInHints, object]>([
  [{}, {}],
  [{ loginHint: 'ada' }, { login_hint: 'ada' }],
  [{ lang: 'de' }, { lang: 'de' }],
  [{ identityProvider: 'Google' }, { identity_provider: 'Google' }],
  [{ idpIdentifier: 'corp.example' }, { idp_identifier: 'corp.example' }],
  [{ prompt: 'select_account' }, { prompt: 'select_account' }],
  [{ isSilent: true }, { prompt: 'none' }],
  [{ screen: 'sign-up' }, {}],
  [{ maxAgeSeconds: 0 }, { prompt: 'login', max_age: '0' }],
  [{ maxAgeSeconds: 300.9 }, { prompt: 'login', max_age: '300' }],
  [{ level: {} }, {}],
  [{ level: { anyLevel: [] } }, {}],
  [{ level: { anyLevel: ['gold', 'silver'] } }, { acr_values: 'gold silver' }],
  [{ level: { withinSeconds: 300.9 } }, { max_age: '300' }],
  [
    { level: { withinSeconds: 300 }, maxAgeSeconds: 0 },
    { prompt: 'login', max_age: '0' },
  ],
  [
    { prompt: 'select_account', maxAgeSeconds: 60 },
    { prompt: 'login', max_age: '60' },
  ],
  [
    { loginHint: 'ada', identityProvider: 'Google', level: { anyLevel: ['gold'] } },
    { login_hint: 'ada', identity_provider: 'Google', acr_values: 'gold' },
  ],
])('the hints %j become the parameters %j, and nothing else', (hints, expected) => {
  expect(hintParameters(hints)).toStrictEqual(expected);
});

test.each(['de', 'en', 'es', 'fr', 'id', 'it', 'ja', 'ko', 'pt-BR', 'zh-CN', 'zh-TW'])(
  '%s is a language of the managed login',
  (language) => {
    expect(languageOfPool(language)).toBe(language);
  },
);

test.each(['pt', 'pt-br', 'DE', 'de&prompt=none', '', 17, null, undefined, ['de']])(
  '%p is none, and is not asked for',
  (value) => {
    expect(languageOfPool(value)).toBeUndefined();
  },
);
