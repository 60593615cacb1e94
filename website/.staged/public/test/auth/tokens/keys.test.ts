import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { generateKeys, type Fault } from '../../../src/local-pool/index.js';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { returning } from '../../support/callback.js';
import { forge, replaceIdToken, takeApart } from '../../support/forge.js';
import { openForEachTest } from '../../support/opened.js';
import { signedIn } from '../../support/people.js';
import { expectRefusal, expectSignedIn } from '../../support/refusal.js';

type Keys = readonly Readonly<Record<string, unknown>>[];

const spareKeys = generateKeys();
const site = openForEachTest(startBareSite);

const keysBecome = (change: (keys: Keys) => Keys): void =>
  site.pool.faults.add({
    endpoint: 'jwks',
    fault: { kind: 'jwks', change: (keys) => change(keys.map((key) => ({ ...key }))) },
  });
const keyRequests = (): number => site.pool.requests.count('jwks');
const rejected = { status: 502, code: 'pool_rejected', tokenRequests: 1 };

describe('the pool signs with new keys', () => {
  test('and the sign-in after that works, at the cost of one request (E-01)', async () => {
    await signedIn(site);
    site.advance(60_000);
    await site.pool.keys.rotate({ keys: await spareKeys });
    const before = keyRequests();
    await expectSignedIn(site, await returning(site));
    expect(keyRequests() - before).toBe(1);
  });

  test.each([
    ['the first set that was ever read', 0],
    ['a set that was read for other new keys', 1],
  ])('a moment after %s: the sign-in waits and works (E-02, F-S1)', async (_which, rotations) => {
    await signedIn(site);
    for (let count = 0; count < rotations; count += 1) {
      await site.pool.keys.rotate({ keys: await generateKeys() });
      await expectSignedIn(site, await returning(site));
    }
    await site.pool.keys.rotate({ keys: await spareKeys });
    await expectSignedIn(site, await returning(site));
  });

  test('while strangers ask for made-up keys all the time: people sign in all the same (F-S1)', async () => {
    const genuine = await accessToken();
    site.advance(60_000);
    await callWithMadeUpKey(genuine, 'made-up');
    await site.pool.keys.rotate({ keys: await spareKeys });
    expect((await callWithMadeUpKey(genuine, 'made-up again')).status).toBe(401);
    await expectSignedIn(site, await returning(site));
  });
});

test('while the keys are away from the start, a hundred bearers cost one request for them (F-S23)', async () => {
  site.pool.faults.add({ endpoint: 'jwks', fault: { kind: 'status', status: 500 } });
  const header = { alg: 'RS256', kid: 'made-up' };
  const pages = [];
  for (let index = 0; index < 100; index += 1)
    pages.push(await callApi(forge(header, { sub: 'anybody', exp: 1, iat: 1 }, madeUpKey)));
  expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([503]));
  expect(keyRequests()).toBe(1);
});

test('a hundred made-up key ids cost one request for keys (E-03)', async () => {
  await signedIn(site);
  site.advance(60_000);
  const before = keyRequests();
  const genuine = await accessToken();
  const pages = await Promise.all(
    Array.from({ length: 100 }, (_, index) => callWithMadeUpKey(genuine, `made-up-${index}`)),
  );
  expect(pages.filter(({ status }) => status !== 401)).toEqual([]);
  expect(keyRequests() - before).toBe(1);
});

const madeUpKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const callWithMadeUpKey = (genuine: string, kid: string) => {
  const { header, claims } = takeApart(genuine);
  return callApi(forge({ ...header, kid }, claims, madeUpKey));
};
const accessToken = async (): Promise<string> =>
  (await (await signedIn(site)).send(`${site.origin}/token`)).text;
const callApi = (token: string) =>
  createBrowser().send(`${site.origin}/api/me`, { headers: { authorization: `Bearer ${token}` } });

test('thirty sign-ins that come back at once read the keys once (E-04)', async () => {
  const backs = await Promise.all(Array.from({ length: 30 }, () => returning(site)));
  expect(keyRequests()).toBe(0);
  await Promise.all(backs.map((back) => expectSignedIn(site, back)));
  expect(keyRequests()).toBe(1);
});

describe('an unusable set of keys', () => {
  const answers: readonly (readonly [string, Fault, string])[] = [
    ['a page (E-08)', { kind: 'status', status: 200, body: '<h1>Keys</h1>' }, 'answer_is_not_json'],
    [
      'a redirect (E-08)',
      { kind: 'status', status: 302, headers: { Location: '/elsewhere' } },
      'keys_unusable',
    ],
    ['an empty list (E-08)', { kind: 'jwks', change: () => [] }, 'keys_unusable'],
    [
      'a list with null (E-08)',
      { kind: 'jwks', change: (keys) => [...keys, JSON.parse('null')] },
      'keys_unusable',
    ],
    [
      'refused, keys and all (E-08)',
      {
        kind: 'status',
        status: 403,
        body: '{"keys":[{"kty":"RSA"}]}',
        headers: { 'Content-Type': 'application/json' },
      },
      'keys_unusable',
    ],
    [
      'no list at all (E-08)',
      { kind: 'status', status: 200, body: '{}', headers: { 'Content-Type': 'application/json' } },
      'keys_unusable',
    ],
    [
      'null (E-08)',
      { kind: 'status', status: 200, body: 'null', headers: { 'Content-Type': 'application/json' } },
      'keys_unusable',
    ],
    [
      'a list with a key that lacks its modulus (E-11)',
      { kind: 'jwks', change: (keys) => keys.map(({ n: _n, ...key }) => key) },
      'keys_unusable',
    ],
    [
      'a list with a key that has a number as modulus (E-11)',
      { kind: 'jwks', change: (keys) => keys.map((key) => ({ ...key, n: 7 })) },
      'keys_unusable',
    ],
    ['half a JSON (E-08)', { kind: 'broken-json' }, 'keys_unusable'],
    ['a page of 1 MB (E-08)', { kind: 'oversize', bytes: 1_000_000 }, 'answer_too_large'],
  ];

  test.each(answers)(
    'that is %s refuses the sign-in before the code is spent',
    async (_what, fault, reason) => {
      site.pool.faults.add({ endpoint: 'jwks', fault });
      const back = await returning(site);
      await expectRefusal(site, back, { ...rejected, reason, tokenRequests: 0 });
      site.pool.faults.clear();
      await expectSignedIn(site, back);
    },
  );

  test.each(answers)('that is %s does not take the place of a good one', async (_what, fault) => {
    await signedIn(site);
    site.pool.faults.add({ endpoint: 'jwks', fault });
    site.advance(11 * 60_000);
    await expectSignedIn(site, await returning(site));
    await expectSignedIn(site, await returning(site));
    expect(site.eventsOf('keys_unavailable').length).toBeGreaterThan(0);
  });
});

const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });

describe('a key is not used that', () => {
  test.each([
    ['is for encryption (E-09)', { use: 'enc' }, 'err_jwks_no_matching_key'],
    ['is for another algorithm (E-09)', { alg: 'RS512' }, 'err_jwks_no_matching_key'],
    ['may not verify (E-09)', { key_ops: ['encrypt'] }, 'err_jwks_no_matching_key'],
    [
      'is a shared secret of the same name (E-09)',
      { kty: 'oct', k: 'c2VjcmV0', n: undefined, e: undefined },
      'err_jwks_no_matching_key',
    ],
    [
      'is on a curve (E-09)',
      { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', n: undefined, e: undefined },
      'err_jwks_no_matching_key',
    ],
    ['has a word as modulus (E-11)', { n: '!!' }, 'token_unusable'],
    ['comes with its private part (E-11)', { d: 'AQAB' }, 'token_unusable'],
    ['has a number as operations (E-11)', { key_ops: 7 }, 'err_jwks_no_matching_key'],
  ])('%s', async (_what, change, reason) => {
    keysBecome((keys) => keys.map((key) => JSON.parse(JSON.stringify({ ...key, ...change }))));
    await expectRefusal(site, await returning(site), { ...rejected, reason });
  });

  test('has 1024 bits (E-09)', async () => {
    const { n, e } = weak.publicKey.export({ format: 'jwk' });
    keysBecome((keys) => keys.map((key) => ({ ...key, n, e })));
    replaceIdToken(site, (token) => {
      const { header, text } = takeApart(token);
      return forge(header, text, weak.privateKey);
    });
    await expectRefusal(site, await returning(site), { ...rejected, reason: 'token_unusable' });
  });
});

describe('which key is meant', () => {
  const anonymous = (): void => {
    for (const kind of ['id', 'access'] as const)
      site.pool.faults.add({
        endpoint: 'token',
        fault: { kind: 'token', of: kind, header: { kid: undefined } },
      });
  };

  test('cannot be told when two have the same name (E-10)', async () => {
    keysBecome((keys) => [...keys, ...keys]);
    await expectRefusal(site, await returning(site), {
      ...rejected,
      reason: 'err_jwks_multiple_matching_keys',
    });
  });

  test('cannot be told when the token names none of several (E-10)', async () => {
    anonymous();
    await expectRefusal(site, await returning(site), {
      ...rejected,
      reason: 'err_jwks_multiple_matching_keys',
    });
  });

  test('is clear when there is only one (E-10)', async () => {
    const { id } = await spareKeys;
    await site.pool.keys.rotate({ keys: { id, access: id } });
    keysBecome((keys) => keys.slice(0, 1));
    anonymous();
    await expectSignedIn(site, await returning(site));
  });
});
