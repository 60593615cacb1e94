import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { returning } from '../../support/callback.js';
import { startCountingServer } from '../../support/counting-server.js';
import { forge, idKeyOf, replaceIdToken, takeApart } from '../../support/forge.js';
import { openForAllTests, openForEachTest } from '../../support/opened.js';
import { expectRefusal } from '../../support/refusal.js';

const attacker = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = attacker.publicKey.export({ format: 'jwk' });

describe('a forged ID token signs nobody in', () => {
  const site = openForAllTests(startBareSite);
  const elsewhere = openForAllTests(startCountingServer);
  afterEach(() => site.pool.faults.clear());

  const refused = async (reason: string): Promise<void> => {
    const back = await returning(site);
    await expectRefusal(site, back, { status: 502, code: 'pool_rejected', reason, tokenRequests: 1 });
  };

  test.each([
    ['two parts', (token: string) => token.split('.').slice(0, 2).join('.'), 'oauth_invalid_response'],
    ['five parts, as if encrypted', (token: string) => `${token}.AAAA.AAAA`, 'oauth_unsupported_operation'],
    ['no token at all but a word', () => 'token', 'oauth_invalid_response'],
    ['three dots', () => '...', 'oauth_invalid_response'],
    [
      'a header that is not JSON',
      (token: string) => `AAAA.${token.split('.').slice(1).join('.')}`,
      'oauth_parse_error',
    ],
    ['100 kB of letters', () => 'x'.repeat(100_000), 'oauth_invalid_response'],
  ])('%s (D-07)', async (_what, rewrite, reason) => {
    replaceIdToken(site, rewrite);
    await refused(reason);
  });

  test.each([
    ['text', '"ada"', 'oauth_invalid_response'],
    ['a list', '[1, 2]', 'oauth_invalid_response'],
    ['null', 'null', 'oauth_invalid_response'],
    ['not JSON', '{"sub":', 'oauth_parse_error'],
  ])('a signed payload that is %s (D-07)', async (_what, payload, reason) => {
    replaceIdToken(site, (token) => forge(takeApart(token).header, payload, idKeyOf(site)));
    await refused(reason);
  });

  test('a signature with one letter changed (D-01)', async () => {
    replaceIdToken(site, (token) => {
      const at = token.lastIndexOf('.') + 10;
      return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
    });
    await refused('err_jws_signature_verification_failed');
  });

  test('HS256 with the public key of the pool as the secret (D-04)', async () => {
    const pem = String(site.pool.keys.current().id.publicKey.export({ type: 'spki', format: 'pem' }));
    replaceIdToken(site, (token) => {
      const { header, text } = takeApart(token);
      return forge({ ...header, alg: 'HS256' }, text, pem);
    });
    await refused('token_signed_otherwise');
  });

  test.each([
    ['jwk', 'err_jws_signature_verification_failed', () => ({ jwk })],
    ['jku', 'err_jws_signature_verification_failed', () => ({ jku: `${elsewhere.origin}/jwks.json` })],
    ['x5u', 'err_jws_signature_verification_failed', () => ({ x5u: `${elsewhere.origin}/chain.pem` })],
    ['x5c', 'err_jws_signature_verification_failed', () => ({ x5c: ['AAAA'] })],
    ['a kid that is a path', 'err_jwks_no_matching_key', () => ({ kid: '../../../../dev/null' })],
    ['a kid that is an address', 'err_jwks_no_matching_key', () => ({ kid: `${elsewhere.origin}/key` })],
    ['a kid that is not text', 'err_jwks_no_matching_key', () => ({ kid: { $ne: null } })],
    ['a name of the prototype as kid', 'err_jwks_no_matching_key', () => ({ kid: '__proto__' })],
  ])(
    'keys that the token brings along as %s are not used, nor fetched (D-06)',
    async (_name, reason, extra) => {
      replaceIdToken(site, (token) => {
        const { header, text } = takeApart(token);
        return forge({ ...header, ...extra() }, text, attacker.privateKey);
      });
      await refused(reason);
      expect(elsewhere.requests).toEqual([]);
    },
  );

  test('an end that no number can hold (D-16)', async () => {
    replaceIdToken(site, (token) => {
      const { header, text } = takeApart(token);
      return forge(header, text.replace(/"exp":\d+/, '"exp":1e400'), idKeyOf(site));
    });
    await refused('token_lives_too_long');
  });
});

describe('the discovery document cannot loosen what is accepted', () => {
  const site = openForEachTest(startBareSite);

  test.each([
    ['no signature when it lists none (D-03)', 'none', 'token_signed_otherwise'],
    ['HS256 with the client secret when it lists HS256 (D-04)', 'hs256', 'token_signed_otherwise'],
    ['PS256 when it lists PS256 (D-05)', 'ps256', 'token_signed_otherwise'],
  ] as const)('%s', async (_what, signature, reason) => {
    const listed = {
      id_token_signing_alg_values_supported: [signature === 'none' ? 'none' : signature.toUpperCase()],
    };
    site.pool.faults.add({ endpoint: 'discovery', fault: { kind: 'discovery', change: listed } });
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'token', of: 'id', signature } });
    const back = await returning(site);
    await expectRefusal(site, back, { status: 502, code: 'pool_rejected', reason, tokenRequests: 1 });
  });
});
