import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { totpCode } from '../../../src/local-pool/index.js';
import { createBrowser, send, type Browser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { grace, signIn } from '../../support/people.js';
import { startWholeSite, type WholeSite } from '../../support/whole-site.js';
import { fill, password, somebody, startSelfServiceSite } from './support/self-service-site.js';

// What a whole site writes into its audit log, while people sign in and change their account.

const isValid = new Ajv2020({ strict: true, strictRequired: false }).compile(
  JSON.parse(readFileSync('docs/audit-log.schema.json', 'utf8')) as object,
);

const auditOf = ({ log }: WholeSite): readonly Readonly<Record<string, unknown>>[] =>
  log.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['audit'] !== undefined);

describe('the audit log of a site', () => {
  const site = openForAllTests(startSelfServiceSite);
  const at = (path: string): string => `${site.origin}${path}`;

  /** The lines of one person's sign-in, and what they say beside who and where it was. */
  const told = async (work: (browser: Browser, email: string) => Promise<unknown>) => {
    const { email, browser } = await somebody(site);
    const begun = auditOf(site).findLast(({ event }) => event === 'sign_in_succeeded');
    const before = auditOf(site).length;
    await work(browser, email);
    const own = auditOf(site)
      .slice(before)
      .filter(({ userId, event }) => userId === begun?.['userId'] && event !== 'tokens_refreshed');
    const { session } = begun ?? {};
    expect(own.filter((line) => line['session'] !== session && line['event'] !== 'sign_ins_ended')).toEqual(
      [],
    );
    return own.map(({ event, method, change, attribute, step, attributes, clientAddress, requestId }) => {
      // Ends that follow from a change are told where nobody's request is at hand.
      if (requestId === undefined) expect(['session_ended', 'sign_ins_ended']).toContain(event);
      else expect([clientAddress, typeof requestId]).toEqual(['127.0.0.0/24', 'string']);
      return [event, method, change, attribute, step, attributes].filter((one) => one !== undefined);
    });
  };

  test('says that a password was changed, before what follows from it', async () => {
    const lines = await told(async (browser) => {
      const page = await browser.visit(at('/account/security/password'));
      const next = 'Quite-Another-2';
      await fill(browser, page, '/password', {
        currentPassword: 'Not-Mine-4',
        newPassword: next,
        repeatedPassword: next,
      });
      await fill(browser, page, '/password', {
        currentPassword: password,
        newPassword: next,
        repeatedPassword: next,
      });
    });
    expect(lines).toEqual([['password_changed'], ['sign_ins_ended']]);
  });

  test('says that a second factor was set up and turned off', async () => {
    const lines = await told(async (browser) => {
      const start = await browser.visit(at('/account/security/authenticator'));
      const page = await fill(browser, start, '/authenticator');
      const key = /name="key" value="([A-Z2-7]+)"/.exec(page.text)?.[1] ?? '';
      const on = await fill(browser, page, '/confirm', { code: totpCode(key, site.pool.clock.now()) });
      await fill(browser, on, '/second-factor', { method: 'app', change: 'off' });
    });
    expect(lines).toEqual([
      ['authenticator_registered'],
      ['second_factor_changed', 'app', 'first'],
      ['second_factor_changed', 'app', 'off'],
    ]);
  });

  test('says that an address was set, confirmed, put back and removed, and not which', async () => {
    const lines = await told(async (browser) => {
      const change = async (path: string, address: string) =>
        fill(browser, await browser.visit(at(`/account/profile/${path}`)), `/${path}`, { address });
      await fill(browser, await change('email', 'audited-1@example.com'), '/cancel');
      const page = await change('phone', '+4915112345678');
      const code = site.pool.outbox.latest('+4915112345678')?.code ?? '';
      await fill(browser, page, '/confirm', { code });
      await change('phone', '');
    });
    expect(lines).toEqual([
      ['contact_changed', 'email', 'set'],
      ['contact_changed', 'email', 'restored'],
      ['contact_changed', 'phone_number', 'set'],
      ['contact_changed', 'phone_number', 'confirmed'],
      ['contact_changed', 'phone_number', 'removed'],
    ]);
  });

  test('says which parts of a profile were changed, and not to what', async () => {
    const lines = await told(async (browser) => {
      const page = await browser.visit(at('/account/profile'));
      await fill(browser, page, '/profile', { given_name: 'Audited', nickname: 'Aud' });
    });
    expect(lines).toEqual([['profile_changed', ['given_name', 'nickname']]]);
  });

  test('says that a device and a passkey are gone, and nothing where there was none', async () => {
    const lines = await told(async (browser) => {
      const remove = () => browser.post(at('/account/security/passkeys/remove'), { id: 'one' });
      const forget = () => browser.post(at('/account/security/devices/forget'), { key: 'us-east-1_one' });
      await remove();
      await forget();
      const fault = { kind: 'status', status: 200, body: '{}', type: 'application/x-amz-json-1.1' } as const;
      for (const act of [remove, forget]) {
        site.pool.faults.add({ endpoint: 'api', fault, times: 1 });
        await act();
      }
    });
    expect(lines).toEqual([['passkey_removed'], ['device_forgotten']]);
  });

  test('says that an account was deleted, by whom and from which sign-in', async () => {
    const lines = await told(async (browser, email) => {
      const page = await browser.visit(at('/account/security/delete'));
      await fill(browser, page, '/delete', { confirmation: 'something else' });
      await fill(browser, page, '/delete', { confirmation: email });
    });
    expect(lines).toContainEqual(['account_deleted']);
    expect(lines[0]).toEqual(['account_deleted']);
  });

  test('P-01, P-06: is of the schema in every line, and holds no secret, name or address of a person', async () => {
    const browser = createBrowser();
    const account = await signIn(browser, at('/account'), grace);
    await browser.visit(at('/admin'));
    await browser.submit(account, {}, { action: '/auth/sign-out' });
    await createBrowser().visit(at('/auth/callback?code=made-up&state=made-up'));
    await send(at('/auth/sign-out'), { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
    await send(at('/api/me'), { headers: { authorization: 'Bearer eyJmade.up.token' } });
    const lines = auditOf(site);
    expect(lines.filter((line) => !isValid(line))).toEqual([]);
    const told = new Set(lines.map(({ event }) => event));
    const wanted = ['sign_in_failed', 'forbidden', 'signed_out', 'cross_site_refused', 'bearer_refused'];
    expect(wanted.filter((event) => !told.has(event))).toEqual([]);
    const text = JSON.stringify(lines);
    for (const secret of ['@', '+49', 'Audited', password, 'Quite-Another-2', 'made-up', 'eyJ', 'localhost'])
      expect(text).not.toContain(secret);
  });
});

describe('where a request came from', () => {
  const forwarded = { 'x-forwarded-for': '198.51.100.9, 203.0.113.77' };
  const addressOf = async (env: Readonly<Record<string, string>>, headers = forwarded): Promise<unknown> => {
    const site = await startWholeSite({ env });
    try {
      await send(`${site.origin}/auth/sign-in`, { headers });
      const [started] = site.log.events('sign_in_started');
      expect(started).toBeDefined();
      return started?.['clientAddress'];
    } finally {
      await site.close();
    }
  };

  test.each([
    [{}, '127.0.0.0/24'],
    [{ TRUST_PROXY: '1' }, '203.0.113.0/24'],
    [{ TRUST_PROXY: '2' }, '198.51.100.0/24'],
    [{ TRUST_PROXY: '192.0.2.1' }, '127.0.0.0/24'],
    [{ TRUST_PROXY: '1', AUDIT_ADDRESS: 'full' }, '203.0.113.77'],
    [{ TRUST_PROXY: '1', AUDIT_ADDRESS: 'none' }, undefined],
  ])('is with %j %s', async (env, address) => {
    expect(await addressOf(env)).toBe(address);
  });

  test('is left out where a trusted proxy passes on what is no address', async () => {
    expect(await addressOf({ TRUST_PROXY: '1' }, { 'x-forwarded-for': 'ada@example.com' })).toBeUndefined();
  });
});
