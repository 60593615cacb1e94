import { afterEach, describe, expect, test } from '@jest/globals';
import { startBareSite } from '../support/bare-site.js';
import { returning, type Returning } from '../support/callback.js';
import { openForAllTests } from '../support/opened.js';
import { ada, grace } from '../support/people.js';
import { expectSignedIn } from '../support/refusal.js';

const site = openForAllTests(startBareSite);
afterEach(() => site.pool.faults.clear());

const claims = (changed: Record<string, unknown>, of: 'id' | 'access' = 'id'): void =>
  site.pool.faults.add({ endpoint: 'token', fault: { kind: 'token', of, claims: changed } });
const back = (person = ada): Promise<Returning> => returning(site, { person });
const deep = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`);

describe('a claim of a wrong type is left out', () => {
  test.each([
    ['email as a list', { email: ['ada@example.com', 'root@example.com'] }, { email: undefined }],
    ['email as an object', { email: { toString: 'ada@example.com' } }, { email: undefined }],
    ['an empty email', { email: '' }, { email: undefined }],
    ['an email of 100 kB', { email: 'a'.repeat(100_000) }, { email: undefined }],
    ['null as name', { name: null }, { name: undefined }],
    ['a number as name', { name: 7 }, { name: undefined }],
    ['a deep name', { name: deep }, { name: undefined }],
    ['groups as text', { 'cognito:groups': 'admins' }, { groups: [] }],
    ['groups as an object', { 'cognito:groups': { 0: 'admins', length: 1 } }, { groups: [] }],
    ['groups within groups', { 'cognito:groups': [['admins'], { name: 'admins' }, 7, null] }, { groups: [] }],
    ['groups as true', { 'cognito:groups': true }, { groups: [] }],
    ['email_verified as a number', { email_verified: 1 }, { isEmailVerified: false }],
    ['email_verified as a list', { email_verified: [true] }, { isEmailVerified: false }],
    ['email_verified "false"', { email_verified: 'false' }, { isEmailVerified: false }],
    ['email_verified "TRUE"', { email_verified: 'TRUE' }, { isEmailVerified: false }],
    ['email_verified "true", as Cognito may write it', { email_verified: 'true' }, { isEmailVerified: true }],
    ['identities as text', { identities: '[{"providerName":"Google"}]' }, { identityProvider: undefined }],
    ['identities of nobody', { identities: [null] }, { identityProvider: undefined }],
    ['attributes that are no text', { 'given_name': {}, 'custom:rank': 7, 'custom:__proto__': {} }, {}],
  ])('%s (N-07, D-23)', async (_what, changed, expected) => {
    claims(changed);
    const { user } = await expectSignedIn(site, await back());
    const known = Object.keys(expected).map((name) => [name, Reflect.get(user, name)] as const);
    expect(Object.fromEntries(known)).toEqual(expected);
    expect(Object.values(user.attributes).filter((value) => typeof value !== 'string')).toEqual([]);
  });

  test('and a session stays small whatever the pool says (N-07)', async () => {
    const groups = Array.from({ length: 400 }, (_, index) => `group-${index}`);
    const attributes = Array.from(
      { length: 400 },
      (_, index) => [`custom:a${index}`, 'x'.repeat(40)] as const,
    );
    claims({ 'cognito:groups': [...groups, 'g'.repeat(200)], ...Object.fromEntries(attributes) });
    const { user } = await expectSignedIn(site, await back());
    expect(user.groups).toHaveLength(100);
    expect(Object.keys(user.attributes).length).toBeLessThanOrEqual(64);
    expect(JSON.stringify(user).length).toBeLessThan(16_000);
  });
});

test.each([
  ['line breaks', 'Ada\r\nSet-Cookie: a=b'],
  ['escape codes', 'Ada\u001B[31m'],
  ['NUL', 'Ada\0'],
  ['letters that are not Latin', 'Áda 愛達 😀'],
  ['text that turns round', 'Ada\u202Egnp.exe'],
  ['markup', '"><script>alert(1)</script>'],
])('%s in a name reach the page as the text that they are, and no header (N-08)', async (_what, name) => {
  claims({ name });
  const { browser, callback } = await back();
  const landed = await browser.send(callback);
  expect(JSON.stringify(landed.headers)).not.toMatch(/Ada|Áda|script/);
  const account = await browser.send(`${site.origin}/account`);
  expect(JSON.parse(account.text).user.name).toBe(name);
  expect(JSON.stringify([account.headers, site.events])).not.toMatch(/Áda|script>|gnp\.exe/);
});

describe('the e-mail address identifies nobody', () => {
  test('two people with the same address are two people (D-24)', async () => {
    const first = await expectSignedIn(site, await back(ada));
    claims({ email: 'ada@example.com', email_verified: true });
    const { browser, callback } = await back(grace);
    const second = await expectSignedIn(site, { browser, callback });
    expect(second.user.email).toBe(first.user.email);
    expect(second.user.id).not.toBe(first.user.id);
    expect(second.user.groups).toEqual([]);
    const own: unknown[] = JSON.parse((await browser.send(`${site.origin}/sign-ins`)).text);
    expect(own).toHaveLength(1);
  });

  test('a person whose address changes stays the same person (D-24)', async () => {
    const before = await expectSignedIn(site, await back());
    claims({ email: 'countess@example.com', email_verified: 'false' });
    const after = await expectSignedIn(site, await back());
    expect(after.user).toMatchObject({
      id: before.user.id,
      email: 'countess@example.com',
      isEmailVerified: false,
    });
  });

  test('the same sub at another issuer is somebody else, whom nobody here believes (D-24)', async () => {
    claims({ iss: 'http://127.0.0.1:1/us-east-1_Local0001' });
    const { browser, callback } = await back();
    expect((await browser.send(callback)).status).toBe(502);
  });
});
