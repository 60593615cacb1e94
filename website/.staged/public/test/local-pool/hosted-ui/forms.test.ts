import { describe, expect, test } from '@jest/globals';
import { seedPassword, totpCode, type LocalPoolOptions } from '../../../src/local-pool/index.js';
import { sentCode } from '../../../src/local-pool/hosted-ui/sent-code.js';
import { createOutbox } from '../../../src/local-pool/people/outbox.js';
import { isForThisMachine } from '../../../src/local-pool/start/exposure.js';
import { marked } from '../../../src/local-pool/hosted-ui/mismatch.js';
import type { Answer } from '../../support/browser.js';
import { poolForEachTest } from '../../support/pool.js';
import { visitorOf } from '../support/visitor.js';

const ada = 'ada@example.com';
const pool = poolForEachTest();

/** The field that a page says is wrong, has the cursor, and is told what is wrong with it. */
const wrongFieldOn = (page: Answer): string[] =>
  [...page.text.matchAll(/<(?:input|textarea) id="([^"]+)"[^>]*aria-invalid="true"[^>]*autofocus/gu)].map(
    ([tag, name]) => (tag.includes('aria-describedby="problem') ? (name ?? '') : `${name} is not told`),
  );

const focusedOn = (page: Answer): string[] =>
  [...page.text.matchAll(/id="([^"]+)"[^>]* autofocus/gu)].map(([, id]) => id ?? '');

const valueOf = (page: Answer, field: string): string | undefined =>
  new RegExp(`id="${field}"[^>]* value="([^"]*)"`, 'u').exec(page.text)?.[1];

const titleOf = (page: Answer): string => /<title>(.*?)<\/title>/su.exec(page.text)?.[1] ?? '';

const forgetting = async () => {
  const visitor = visitorOf(pool);
  const { location } = await visitor.fill(visitor.pageUrl('/forgotPassword'), { username: ada });
  return { visitor, url: visitor.absolute(location) };
};

describe('a form with something wrong in it has the cursor in that one field, and says so in the title (F-U4):', () => {
  const new1 = 'Other-Pool-2';
  test.each([
    ['a wrong password', '/login', { username: ada, password: 'wrong' }, 'password'],
    ['a name that is taken', '/signup', { username: ada, password: seedPassword }, 'username'],
    ['a weak password', '/signup', { username: 'new@example.com', password: 'short' }, 'password'],
    [
      'passwords that differ',
      '/signup',
      { username: 'new@example.com', password: new1, passwordConfirmation: 'x' },
      'passwordConfirmation',
    ],
  ])('%s', async (_what, path, fields: Record<string, string>, field) => {
    const visitor = visitorOf(pool);
    const all = path === '/signup' ? { passwordConfirmation: fields['password'] ?? '', ...fields } : fields;
    const page = await visitor.fill(visitor.pageUrl(path), all);
    expect(page.status).toBe(400);
    expect(wrongFieldOn(page)).toEqual([field]);
    expect(focusedOn(page)).toEqual([field]);
    expect(titleOf(page)).toMatch(/^Error – /);
    expect(page.text.match(/id="problem"/g)).toHaveLength(1);
    expect(valueOf(page, 'username')).toBe(fields['username']);
  });

  test('a wrong code, and passwords that differ beside a right one: the code stays where it was typed', async () => {
    const { visitor, url } = await forgetting();
    const wrong = await visitor.fill(url, { code: '000000', password: new1, passwordConfirmation: new1 });
    expect(wrongFieldOn(wrong)).toEqual(['code']);
    const differing = await visitor.fill(url, { code: '123 456', password: new1, passwordConfirmation: 'x' });
    expect(wrongFieldOn(differing)).toEqual(['passwordConfirmation']);
    expect(valueOf(differing, 'code')).toBe('123 456');
    expect(differing.text).not.toContain(new1);
  });

  test('an attribute that the schema refuses, by its name', async () => {
    const year = { name: 'birthdate', type: 'DateTime', required: true, mutable: true } as const;
    pool.updatePool({ schema: [year] });
    const visitor = visitorOf(pool);
    const fields = { username: 'new@example.com', password: new1, passwordConfirmation: new1 };
    const refused = await visitor.fill(visitor.pageUrl('/signup'), { ...fields, birthdate: 'soon' });
    expect(wrongFieldOn(refused)).toEqual(['birthdate']);
    const missing = await visitor.fill(visitor.pageUrl('/signup'), { ...fields, birthdate: '' });
    expect(wrongFieldOn(missing)).toEqual(['birthdate']);
  });

  test('what is about no field has the cursor itself', async () => {
    pool.updatePool({ mfa: 'ON', mfaMethods: ['SMS_MFA'] });
    const visitor = visitorOf(pool);
    const page = await visitor.fill(visitor.pageUrl('/login'), { username: ada, password: seedPassword });
    expect(wrongFieldOn(page)).toEqual([]);
    expect(focusedOn(page)).toEqual(['problem']);
  });
});

describe('whoever waits for a code has a way on and a way back (F-U4):', () => {
  test('a new code for a forgotten password, for somebody and for nobody alike', async () => {
    const { visitor, url } = await forgetting();
    const first = visitor.mailedCode(ada);
    const again = await visitor.fill(url, { resend: 'yes' });
    expect(again.location).toContain('/confirmforgotPassword');
    expect(visitor.mailedCode(ada)).not.toBe('');
    expect(pool.outbox.list().filter(({ to }) => to === ada)).toHaveLength(2);
    expect(first).not.toBe('');

    const stranger = visitorOf(pool);
    const { location } = await stranger.fill(stranger.pageUrl('/forgotPassword'), {
      username: 'x@example.com',
    });
    const same = await stranger.fill(stranger.absolute(location), { resend: 'yes' });
    expect(same.location).toContain('/confirmforgotPassword');
  });

  test('a new code for the second factor, another way, and back to the sign-in', async () => {
    pool.updatePool({ mfa: 'OPTIONAL' });
    pool.enableTotp(ada);
    pool.person(ada).mfaMethods = ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'];
    const visitor = visitorOf(pool);
    const choice = await visitor.fill(visitor.pageUrl('/login'), { username: ada, password: seedPassword });
    const mail = await visitor.fill(visitor.absolute(choice.location), { method: 'EMAIL_OTP' });
    const url = visitor.absolute(mail.location);
    const page = await visitor.browser.send(url);
    expect(page.text).toMatch(/href="\/login\?[^"]*">Back to sign-in/);
    await visitor.fill(url, { resend: 'yes' });
    expect(pool.outbox.list().filter(({ purpose }) => purpose === 'mfa')).toHaveLength(2);
    const other = await visitor.fill(url, { another: 'yes' });
    expect(other.location).toContain('/selectMfa');
    const app = await visitor.fill(visitor.absolute(other.location), { method: 'SOFTWARE_TOKEN_MFA' });
    const code = totpCode(pool.person(ada).totpSecret ?? '', pool.clock.now());
    expect((await visitor.fill(visitor.absolute(app.location), { code })).location).toContain('?code=');
  });

  test('nobody is offered another way where there is none', async () => {
    pool.updatePool({ mfa: 'OPTIONAL' });
    pool.person(ada).mfaMethods = ['EMAIL_OTP'];
    const visitor = visitorOf(pool);
    const { location } = await visitor.fill(visitor.pageUrl('/login'), {
      username: ada,
      password: seedPassword,
    });
    const page = await visitor.browser.send(visitor.absolute(location));
    expect(page.text).not.toContain('name="another"');
    expect(page.text).toContain('name="resend"');
  });
});

test('an authenticator app is set up by a picture, a link or a key in groups of four, and the button says what it does (F-U11)', async () => {
  pool.updatePool({ mfa: 'ON', mfaMethods: ['SOFTWARE_TOKEN_MFA'] });
  const visitor = visitorOf(pool);
  const { location } = await visitor.fill(visitor.pageUrl('/login'), {
    username: ada,
    password: seedPassword,
  });
  const page = await visitor.browser.send(visitor.absolute(location));
  expect(page.text).toMatch(/<svg class="qr"[^>]*role="img" aria-label="QR code/);
  const [, secret = ''] =
    /otpauth:\/\/totp\/Web%20app:ada%40example\.com\?secret=([A-Z2-7]{52})&amp;issuer=Web%20app/.exec(
      page.text,
    ) ?? [];
  const groups = [...page.text.matchAll(/<code>([A-Z2-7]{4})<\/code>/g)].map(([, group]) => group ?? '');
  expect(groups.join('')).toBe(secret);
  expect(page.text).toMatch(/<button>Confirm<\/button>/);
  expect(page.text).not.toMatch(/<button>Sign in/);
});

describe('a code that was sent', () => {
  test('stands in the outbox big, whole and with its time and zone, and the way there keeps the page (F-U3)', async () => {
    const { visitor, url } = await forgetting();
    const outbox = await visitor.browser.send(`${pool.domain}/_local/outbox`);
    expect(outbox.text).toContain(`<code>${visitor.mailedCode(ada)}</code>`);
    expect(outbox.text).toMatch(/<time datetime="[^"]+Z">[\d-]+ [\d:]+ UTC<\/time>/);
    expect(outbox.text).toContain('Set a new password');
    expect((await visitor.browser.send(url)).text).toMatch(
      /href="\/_local\/outbox" target="_blank" rel="noopener"/,
    );
  });

  test('is shown on the page that asks for it, where nobody but this machine reaches the pool (F-U3)', async () => {
    const { visitor, url } = await forgetting();
    expect((await visitor.browser.send(url)).text).toContain(`<code>${visitor.mailedCode(ada)}</code>`);
  });

  test('is not shown for nobody', async () => {
    const visitor = visitorOf(pool);
    const { location } = await visitor.fill(visitor.pageUrl('/forgotPassword'), {
      username: 'x@example.com',
    });
    expect((await visitor.browser.send(visitor.absolute(location))).text).not.toContain('class="sent"');
  });

  test.each<[LocalPoolOptions, boolean]>([
    [{}, true],
    [{ host: '127.0.0.2' }, true],
    [{ host: '0.0.0.0' }, false],
    [{ publicUrl: 'http://login.example.com' }, false],
    [{ publicDomainUrl: 'https://login.example.com' }, false],
  ])('is shown by a pool of %j: %p (F-U3)', (options, isShown) => {
    expect(isForThisMachine(options)).toBe(isShown);
    const outbox = createOutbox(() => undefined);
    outbox.send({ at: 0, to: ada, channel: 'EMAIL', purpose: 'mfa', code: '123456' });
    const settings = { errorShape: 'observed', passwordCost: 16, isForThisMachine: isShown } as const;
    const code = sentCode({ settings, outbox }, pool.person(ada), 'mfa');
    expect(code).toBe(isShown ? '123456' : undefined);
    expect(sentCode({ settings, outbox }, pool.person(ada), 'sign-up')).toBeUndefined();
  });
});

describe('an address that is not registered', () => {
  const errorPage = async (path: string): Promise<string> => {
    const visitor = visitorOf(pool);
    const { location } = await visitor.browser.send(`${pool.domain}${path}`);
    expect(location).not.toContain('redirect_uri=');
    return (await visitor.browser.send(visitor.absolute(location))).text.replaceAll('\n', '');
  };

  test('is shown beside those that are, with the difference marked; the wire says no more than Cognito (F-U4)', async () => {
    const registered = 'http://localhost:3000/auth/callback';
    pool.updateClient(pool.client.id, { callbackUrls: ['https://other.example/', registered] });
    const url = visitorOf(pool).pageUrl('/oauth2/authorize', {
      redirect_uri: 'http://localhost:3001/auth/callback/',
    });
    const page = await errorPage(url.slice(pool.domain.length));
    expect(page).toContain('<code>http://localhost:300<mark>1/auth/callback/</mark></code>');
    expect(page).toContain('<code>http://localhost:300<mark>0/auth/callback</mark></code>');
    expect(page).toContain('<code>https://other.example/</code>');
  });

  test('for signing out likewise', async () => {
    pool.updateClient(pool.client.id, { logoutUrls: ['http://localhost:3000/signed-out'] });
    const query = new URLSearchParams({
      client_id: pool.client.id,
      logout_uri: 'http://localhost:3000/bye"<b>',
    });
    const visitor = visitorOf(pool);
    const { location } = await visitor.browser.send(`${pool.domain}/logout?${query.toString()}`);
    const { text } = await visitor.browser.send(visitor.absolute(location));
    expect(text).toContain('<mark>bye&#34;&lt;b&gt;</mark>');
    expect(text).toContain('<mark>signed-out</mark>');
  });

  test.each([
    ['abc', 'abc', [['abc', false]]],
    [
      'a/',
      'a',
      [
        ['a', false],
        ['/', true],
      ],
    ],
    ['', 'a', []],
    [
      'aXc',
      'aYYc',
      [
        ['a', false],
        ['X', true],
        ['c', false],
      ],
    ],
  ])('%j beside %j', (text, other, pieces) => {
    expect(marked(text, other).map(({ text, isDifferent }) => [text, isDifferent])).toEqual(pieces);
  });
});
