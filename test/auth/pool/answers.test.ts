import { describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { inPlainWords, refuseOtherAlgorithm, refuseOtherSlash } from '../../../src/auth/pool/answers.js';
import type { PoolAnswer } from '../../../src/auth/pool/pool-fetch.js';
import { providerOf } from '../../../src/auth/pool/provider.js';
import { settingsAt } from '../../support/settings.js';
import { jsonAnswer, poolAnswer } from './support.js';

/** What becomes of an answer: its text, or the refusal. */
const outcomeOf = (look: () => PoolAnswer): string => {
  try {
    return look().text;
  } catch (error) {
    return error instanceof AuthError ? `${error.code} ${error.reason}` : String(error);
  }
};

describe('a discovery document', () => {
  const outcome = (written: unknown, issuer: string, status = 200) =>
    outcomeOf(() => refuseOtherSlash(jsonAnswer({ issuer: written }, status), issuer));
  const differs = 'pool_misconfigured issuer_differs_by_slash';

  test.each([
    ['https://idp.example', 'https://idp.example/'],
    ['https://idp.example/', 'https://idp.example'],
    ['https://idp.example/realm', 'https://idp.example/realm/'],
    ['https://idp.example/realm/', 'https://idp.example/realm'],
  ])('of %s is refused where %s is asked for: every ID token would be', (written, issuer) => {
    expect(outcome(written, issuer)).toBe(differs);
  });

  test.each([
    ['https://idp.example', 'https://idp.example'],
    ['https://idp.example/', 'https://idp.example/'],
    // The library says what is wrong with these.
    ['https://other.example', 'https://idp.example'],
    ['https://idp.example/a/b', 'https://idp.example/ab'],
    ['https://idp.example//', 'https://idp.example'],
    [undefined, 'https://idp.example'],
    [17, 'https://idp.example'],
    [null, 'https://idp.example'],
  ])('of %p goes on as it came where %s is asked for', (written, issuer) => {
    expect(outcome(written, issuer)).toBe(JSON.stringify({ issuer: written }));
  });

  test('that is none goes on as well', () => {
    const issuer = 'https://idp.example';
    expect(outcomeOf(() => refuseOtherSlash(poolAnswer('<html>'), issuer))).toBe('<html>');
    expect(outcomeOf(() => refuseOtherSlash(jsonAnswer(null), issuer))).toBe('null');
    expect(outcome(`${issuer}/`, issuer, 404)).toBe(`{"issuer":"${issuer}/"}`);
  });
});

describe('an ID token', () => {
  const tokenWith = (header: unknown): string =>
    `${Buffer.from(JSON.stringify(header)).toString('base64url')}.e30.signature`;
  const outcome = (token: unknown) => outcomeOf(() => refuseOtherAlgorithm(jsonAnswer({ id_token: token })));

  test('that is signed with RS256 goes on as it came', () => {
    const token = tokenWith({ alg: 'RS256', kid: 'a key' });
    expect(outcome(token)).toBe(JSON.stringify({ id_token: token }));
  });

  test.each(['ES256', 'HS256', 'PS256', 'none', 'rs256', ''])(
    'that is signed with %j is refused by name',
    (alg) => {
      expect(outcome(tokenWith({ alg }))).toBe('pool_rejected token_signed_otherwise');
    },
  );

  test.each([
    ['no token', undefined],
    ['no text', 17],
    ['two parts', tokenWith({ alg: 'ES256' }).replace('.signature', '')],
    ['five parts', `${tokenWith({ alg: 'ES256' })}.tag.more`],
    ['a header that is no JSON', 'bm90IEpTT04.e30.signature'],
    ['a header that is null', tokenWith(null)],
    ['a header without an algorithm', tokenWith({})],
    ['an algorithm that is no text', tokenWith({ alg: 17 })],
    ['a header in which ES256 stands elsewhere', tokenWith({ kid: 'ES256' })],
  ])('that is none that is signed (%s) is left to the library', (_what, token) => {
    expect(outcome(token)).toBe(JSON.stringify({ id_token: token }));
  });

  test('is not looked for in an answer that is none', () => {
    expect(outcomeOf(() => refuseOtherAlgorithm(poolAnswer('')))).toBe('');
    const token = tokenWith({ alg: 'ES256' });
    expect(outcomeOf(() => refuseOtherAlgorithm(jsonAnswer({ id_token: token }, 400)))).toBe(
      JSON.stringify({ id_token: token }),
    );
  });
});

describe('an answer to a refresh', () => {
  const elsewhere = providerOf(settingsAt({ issuer: 'https://idp.example' }));
  const atCognito = providerOf(settingsAt());
  const said = (answer: PoolAnswer, provider = elsewhere) => {
    const { status, headers, text } = inPlainWords(answer, provider);
    return { status, type: headers.get('content-type'), text };
  };
  const dead = { status: 400, type: 'application/json', text: '{"error":"invalid_grant"}' };

  test('that can only mean that the token is dead says so in the words of the standard', () => {
    expect(said(jsonAnswer({ error: 'invalid_token' }, 400))).toEqual(dead);
    expect(said(poolAnswer('', { status: 400 }))).toEqual(dead);
  });

  test('that may mean something else goes on as it came', () => {
    const answer = { error: 'invalid_client' };
    expect(said(jsonAnswer(answer, 400))).toEqual({
      ...dead,
      text: JSON.stringify(answer),
    });
    expect(said(jsonAnswer({ error: 'invalid_token' }, 400), atCognito)).toEqual({
      ...dead,
      text: '{"error":"invalid_token"}',
    });
  });

  test('with another status goes on as it came', () => {
    for (const status of [200, 401, 403, 500])
      expect(said(jsonAnswer({ error: 'invalid_token' }, status))).toEqual({
        status,
        type: 'application/json',
        text: '{"error":"invalid_token"}',
      });
  });
});
