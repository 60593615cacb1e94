import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createMemoryStore } from '../../../src/auth/index.js';
import { settingsFrom } from '../../../src/auth/options.js';
import { loadConfig } from '../../../src/config.js';
import { generateKeys, startLocalPool } from '../../../src/local-pool/index.js';
import { openStorage } from '../../../src/session-store.js';
import { startSite } from '../../../src/site.js';
import { createBrowser } from '../../support/browser.js';
import { freePort } from '../../support/free-port.js';
import { capturedLog } from '../../support/whole-site.js';
import { readCommand, type Input } from './command-line.js';
import { page, runScript, scriptOf, type Outcome } from './commands.js';
import { evaluate, readTemplate, templateText, type Values } from './template.js';

const template = readTemplate(templateText);
const keys = generateKeys();
const running: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

const at = (baseUrl: string, script: string): string =>
  script.replace(/^BASE_URL=.*$/m, `BASE_URL=${baseUrl}`);

const runFor = async (script: string): Promise<Outcome> => {
  const pool = await startLocalPool({ keys: await keys, passwordCost: 16 });
  const outcome = await runScript(script, pool);
  await pool.close();
  expect([outcome.status, outcome.errors]).toEqual([0, '']);
  return outcome;
};

let ofPage: Promise<Outcome> | undefined;

/** The whole page, run once. */
const runPage = (): Promise<Outcome> => (ofPage ??= runFor(scriptOf()));

test('the commands of docs/cognito-setup.md make a pool that the site signs people in with, and out again', async () => {
  const pool = await startLocalPool({ keys: await keys, passwordCost: 16 });
  running.push(() => pool.close());
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const outcome = await runScript(at(baseUrl, scriptOf('## With the AWS CLI')), pool);
  expect([outcome.status, outcome.errors]).toEqual([0, '']);
  const { env } = outcome;
  expect(Object.keys(env)).toEqual([
    'BASE_URL',
    'COGNITO_USER_POOL_ID',
    'COGNITO_CLIENT_ID',
    'COGNITO_CLIENT_SECRET',
    'COGNITO_DOMAIN',
    'SESSION_SECRET',
  ]);
  expect(env['COGNITO_DOMAIN']).toBe('https://my-app-sign-in.auth.eu-central-1.amazoncognito.com');

  await startSiteWith({
    ...env,
    // The pool is on this machine, and not where Cognito would have it.
    COGNITO_ISSUER: `${pool.api}/${env['COGNITO_USER_POOL_ID']}`,
    COGNITO_DOMAIN: pool.domain,
    HOST: '127.0.0.1',
    PORT: String(port),
  });

  const browser = createBrowser();
  const invitation = pool.outbox.latest('ada@example.com')?.code ?? '';
  const signInPage = await browser.visit(`${baseUrl}/admin`);
  expect(new URL(signInPage.url).origin).toBe(pool.domain);
  const change = await browser.submit(signInPage, { username: 'ada@example.com', password: invitation });
  const password = `four words of ${randomUUID()}`;
  const admin = await browser.submit(change, { password, passwordConfirmation: password });
  expect([admin.status, admin.url]).toEqual([200, `${baseUrl}/admin`]);

  const question = await browser.visit(`${baseUrl}/auth/sign-out`);
  const out = await browser.submit(question, {}, { action: '/auth/sign-out' });
  expect([out.status, new URL(out.url).pathname]).toEqual([200, '/signed-out']);
  const again = await browser.visit(`${baseUrl}/admin`);
  expect(new URL(again.url).pathname).toBe('/login');
});

const startSiteWith = async (env: Readonly<Record<string, string>>): Promise<void> => {
  const loaded = loadConfig(env, () => '');
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  const log = capturedLog();
  const storage = await openStorage(loaded.config, log.write);
  const site = await startSite({ config: loaded.config, storage, log: log.write });
  running.unshift(() => site.stop({ noticeMs: 0 }));
};

const sorted = (words: readonly string[]): readonly string[] => words.toSorted((a, b) => a.localeCompare(b));

describe('every command of the page', () => {
  // The SDK has them since November 2026; the local pool may be older.
  const newer = new Set(['SetUserPoolSessionConfiguration', 'SetUserPoolClientSessionConfiguration']);

  test('is one that the SDK knows, and the local pool takes it', async () => {
    const { ran } = await runPage();
    const written = [...scriptOf().matchAll(/aws cognito-idp ([a-z-]+)/g)].map(([, verb = '']) => verb);
    const sent = ran
      .filter(({ words }) => words[0] === 'cognito-idp')
      .map(({ words: [, verb = ''] }) => verb);
    expect(sorted(sent)).toEqual(sorted(written));
    expect(ran.filter(({ unknown, operation = '' }) => unknown === true && !newer.has(operation))).toEqual(
      [],
    );
  });

  test('that stands in a sentence is one that the SDK knows', () => {
    const verbs = [...page.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)]
      .map(([, verb = '']) => verb)
      .filter((verb) => /^(?:describe|list|delete|update|add|create|set|admin)-/.test(verb));
    expect(verbs.length).toBeGreaterThan(2);
    for (const verb of verbs) expect(() => readCommand([verb], '.')).toThrow(new RegExp(`^${verb} needs`));
  });

  test('of CloudFormation names parameters that the template has, and the table names all of them', () => {
    const given = [...page.matchAll(/--parameter-overrides ([^\n]+)/g)].flatMap(([, text = '']) =>
      [...text.matchAll(/(\w+)=/g)].map(([, name]) => name),
    );
    const rows = page.slice(page.indexOf('| parameter '), page.indexOf('A stack that is deleted'));
    const described = [...rows.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    );
    expect(given).toEqual(['BaseUrl', 'Domain']);
    expect(sorted(described)).toEqual(sorted(Object.keys(template.Parameters)));
  });

  test.each([
    ['a command that there is not', ['create-pool'], /no command/],
    ['an option that there is not', ['create-user-pool', '--name', 'a'], /no option --name/],
    [
      'an option as nobody spells it',
      ['create-user-pool-client', '--allowed-oauth-flows', 'code'],
      /no option --allowed-oauth-flows/,
    ],
    ['a required option missing', ['create-group', '--group-name', 'admins'], /needs UserPoolId/],
    [
      'a member that there is not',
      ['create-user-pool', '--pool-name', 'a', '--username-configuration', 'Case=false'],
      /no member Case/,
    ],
    [
      'a text where a flag belongs',
      ['create-user-pool', '--pool-name', 'a', '--username-configuration', 'CaseSensitive=no'],
      /expected a flag/,
    ],
  ])('with %s would be found out', (_case, words, message) => {
    expect(() => readCommand(words, '.')).toThrow(message);
  });
});

describe('the commands and the template', () => {
  const without = (input: Input, ...names: readonly string[]): Input =>
    Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)));

  const made = (resource: string): Values =>
    evaluate(template, {
      BaseUrl: 'https://app.example.com',
      Domain: 'my-app-sign-in',
    }).properties(resource);

  test('make the same user pool', async () => {
    const outcome = await runPage();
    const { PoolName, ...pool } = outcome.inputOf('CreateUserPool');
    const { MfaConfiguration, ...factors } = without(outcome.inputOf('SetUserPoolMfaConfig'), 'UserPoolId');
    expect(made('UserPool')).toEqual({
      UserPoolName: PoolName,
      ...pool,
      MfaConfiguration,
      // The API has an object for each factor, the template a list of names and properties of the pool.
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      WebAuthnUserVerification: 'required',
      WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
    });
    expect(factors).toEqual({
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration: {
        UserVerification: 'required',
        FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
      },
    });
  });

  test.each([
    ['the domain', 'UserPoolDomain', 'CreateUserPoolDomain', {}],
    ['the resource server', 'Orders', 'CreateResourceServer', {}],
    ['the client of the site', 'WebClient', 'CreateUserPoolClient', { ClientName: 'web' }],
    ['the client of mobile apps', 'MobileClient', 'CreateUserPoolClient', { ClientName: 'mobile' }],
    ['the group of admins', 'Admins', 'CreateGroup', { GroupName: 'admins' }],
    ['the group of staff', 'Staff', 'CreateGroup', { GroupName: 'staff' }],
    ['the styles', 'WebStyle', 'CreateManagedLoginBranding', {}],
  ])('make %s the same', async (_what, resource, operation, which) => {
    const outcome = await runPage();
    const input = outcome.inputOf(operation, (one) =>
      Object.entries(which).every(([name, value]) => one[name] === value),
    );
    const ids = ['UserPoolId', 'ClientId'];
    expect(without(input, ...ids)).toEqual(without(made(resource), ...ids));
  });

  test('that change a pool or a client later leave nothing of it out', async () => {
    const outcome = await runPage();
    const fixed = ['UserPoolId', 'UsernameAttributes', 'UsernameConfiguration', 'Schema'];
    const created = without(outcome.inputOf('CreateUserPool'), ...fixed);
    const updates = outcome.ran.filter(({ operation }) => operation === 'UpdateUserPool');
    expect(updates.length).toBeGreaterThan(2);
    for (const { input } of updates)
      expect(input).toMatchObject({ ...created, MfaConfiguration: 'OPTIONAL' });

    const ids = ['UserPoolId', 'ClientId', 'GenerateSecret'];
    const client = outcome.inputOf('CreateUserPoolClient', ({ ClientName }) => ClientName === 'web');
    expect(without(outcome.inputOf('UpdateUserPoolClient'), ...ids)).toEqual(without(client, ...ids));
  });

  test.each(['https://app.example.com', 'https://example.com/shop', 'http://localhost:3000/a/b'])(
    'register, for a site at %s, the addresses that it will send (D10)',
    async (baseUrl) => {
      const outcome = await runFor(at(baseUrl, scriptOf('## With the AWS CLI')));
      const { redirectUri, signedOutUrl } = settingsFrom({
        pool: {
          issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI',
          clientId: 'web',
        },
        baseUrl,
        secrets: ['a secret of this test that is long enough'],
        store: createMemoryStore(),
      });
      expect(outcome.inputOf('CreateUserPoolClient', ({ ClientName }) => ClientName === 'web')).toMatchObject(
        {
          CallbackURLs: [redirectUri],
          LogoutURLs: [signedOutUrl],
        },
      );
    },
  );
});
