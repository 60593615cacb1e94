import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { type Answer, createBrowser, send } from '../../support/browser.js';
import { makeForEachTest } from '../../support/opened.js';
import { startPool, poolForEachTest } from '../../support/pool.js';
import { authorizeUrl, signIn } from '../support/app.js';
import { visitorOf } from '../support/visitor.js';

const pool = poolForEachTest();
const visitor = makeForEachTest(() => visitorOf(pool));

const tablesOf = (file: string): unknown =>
  (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)['tables'];

const cookieLine = ({ headers }: Answer, name: string): string | undefined =>
  headers['set-cookie']?.find((line) => line.startsWith(`${name}=`));

describe('the cookies of the way in (quirk: cookies)', () => {
  test('csrf-state and csrf-state-legacy are empty on the way to /login, and the legacy one has no SameSite', async () => {
    const answer = await visitor.browser.send(authorizeUrl(pool));
    expect(cookieLine(answer, 'csrf-state')).toBe(
      'csrf-state=""; Path=/; Max-Age=300; HttpOnly; SameSite=Lax',
    );
    expect(cookieLine(answer, 'csrf-state-legacy')).toBe(
      'csrf-state-legacy=""; Path=/; Max-Age=300; HttpOnly',
    );
  });

  test('csrf-state and csrf-state-legacy carry the same secret on the way to a provider, which is not in the address', async () => {
    const answer = await visitor.browser.send(authorizeUrl(pool, { identity_provider: 'Google' }));
    const secret = (await visitor.cookies())['csrf-state'] ?? '';
    expect(secret).toMatch(/^[\w-]{43}$/u);
    expect((await visitor.cookies())['csrf-state-legacy']).toBe(secret);
    expect(answer.location).not.toContain(secret);
  });

  test('cognito-fl is an empty list in base64, in quotes', async () => {
    const answer = await visitor.browser.send(authorizeUrl(pool));
    expect(cookieLine(answer, 'cognito-fl')).toBe('cognito-fl="W10="; Path=/; HttpOnly; SameSite=Lax');
  });

  test('XSRF-TOKEN comes with the redirect to /login already, and fits a form that was never opened', async () => {
    const start = await visitor.browser.send(authorizeUrl(pool));
    expect(cookieLine(start, 'XSRF-TOKEN')).toMatch(
      /^XSRF-TOKEN=[0-9a-f-]{36}; Path=\/; HttpOnly; SameSite=Lax$/u,
    );
    const token = (await visitor.cookies())['XSRF-TOKEN'] ?? '';
    const answer = await send(visitor.absolute(start.location), {
      form: { _csrf: token, username: 'ada@example.com', password: seedPassword, cognitoAsfData: '' },
      headers: { cookie: `XSRF-TOKEN=${token}` },
    });
    expect([answer.status, answer.location.includes('?code=')]).toEqual([302, true]);
  });

  test('a script that keeps XSRF-TOKEN only signs in, and one that keeps none does not', async () => {
    const url = visitor.pageUrl('/login');
    const page = await send(url);
    const token = /name="_csrf" value="([^"]*)"/u.exec(page.text)?.[1] ?? '';
    const form = { _csrf: token, username: 'ada@example.com', password: seedPassword };
    const done = await send(url, { form, headers: { cookie: `XSRF-TOKEN=${token}` } });
    expect(done.location).toContain('?code=');
    expect((await send(url, { form })).status).toBe(403);
  });

  test('page-data says whose turn it is in a handle that tells nothing, and goes with the last step', async () => {
    const asked = await visitor.fill(visitor.pageUrl('/forgotPassword'), { username: 'ada@example.com' });
    expect(cookieLine(asked, 'page-data')).toMatch(/^page-data=[\w-]{64}; Path=\/; HttpOnly; SameSite=Lax$/u);
    const done = await visitor.fill(visitor.absolute(asked.location), {
      code: visitor.mailedCode('ada@example.com'),
      password: 'Another-Pass-2',
      passwordConfirmation: 'Another-Pass-2',
    });
    expect(cookieLine(done, 'page-data')).toMatch(/^page-data=; Path=\/; Max-Age=0/u);
  });

  test('page-data is bound to its client: the next step of one is nobody’s step at another', async () => {
    const asked = await visitor.fill(visitor.pageUrl('/forgotPassword'), { username: 'ada@example.com' });
    const elsewhere = visitor.absolute(asked.location).replace(pool.client.id, pool.publicClient.id);
    expect((await visitor.browser.send(elsewhere)).location).toBe('/error?error=Something+went+wrong');
    expect((await visitor.browser.send(visitor.absolute(asked.location))).status).toBe(200);
  });

  test('lang is there for scripts of the page to read', async () => {
    const page = await visitor.browser.send(visitor.pageUrl('/login', { lang: 'pt-BR' }));
    expect(cookieLine(page, 'lang')).toBe('lang=pt-BR; Path=/; SameSite=Lax');
  });

  test('leaves nothing in the pool: a way in that ends on the first page is in no table', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pool-'));
    const dataFile = join(folder, 'pool.json');
    const kept = await startPool({ dataFile });
    const before = tablesOf(dataFile);
    for (const provider of ['COGNITO', 'Google', 'Google']) {
      await createBrowser().send(authorizeUrl(kept, { identity_provider: provider }));
    }
    await kept.close();
    expect(tablesOf(dataFile)).toEqual(before);
    rmSync(folder, { recursive: true });
  });
});

describe('the way back from a provider', () => {
  const backFromGoogle = async (): Promise<string> => {
    const start = await visitor.browser.send(authorizeUrl(pool, { identity_provider: 'Google' }));
    const back = await visitor.fill(visitor.absolute(start.location), { email: 'g@example.com' });
    return visitor.absolute(back.location);
  };

  const callback = /^http:\/\/localhost:3000\/auth\/callback\?code=/u;

  test('is for the browser that started it: anybody else ends on the error page, and signs in nobody', async () => {
    const url = await backFromGoogle();
    const victim = createBrowser();
    await signIn(pool, { browser: victim, username: 'grace@example.com' });
    const session = (await victim.cookies(pool.domain))['cognito'];
    expect((await victim.send(url)).location).toMatch(/^\/error\?code=/u);
    expect((await victim.cookies(pool.domain))['cognito']).toBe(session);
    expect((await visitor.browser.send(url)).location).toMatch(/^\/error\?code=/u);
  });

  test('is not open to a browser with empty cookies or none, whatever the state says', async () => {
    for (const value of ['', '""', undefined]) {
      const url = new URL(await backFromGoogle());
      url.searchParams.set(
        'state',
        createHash('sha256')
          .update(value ?? '')
          .digest('base64url'),
      );
      const cookie = value === undefined ? '' : `csrf-state=${value}; csrf-state-legacy=${value}`;
      expect((await send(url.href, { headers: { cookie } })).location).toMatch(/^\/error\?code=/u);
    }
  });

  test.each(['csrf-state', 'csrf-state-legacy'])('is found by %s alone', async (name) => {
    const url = await backFromGoogle();
    const cookie = `${name}=${(await visitor.cookies())[name] ?? ''}`;
    expect((await send(url, { headers: { cookie } })).location).toMatch(callback);
  });

  test('ends on the error page when the state is missing or another one', async () => {
    for (const state of ['', 'another-state']) {
      const url = new URL(await backFromGoogle());
      url.searchParams.set('state', state);
      expect((await visitor.browser.send(url.href)).location).toMatch(/^\/error\?code=/u);
    }
  });

  test('belongs to the last trip: one that another tab has overtaken ends on the error page', async () => {
    const first = await backFromGoogle();
    const second = await backFromGoogle();
    expect((await visitor.browser.send(first)).location).toMatch(/^\/error\?code=/u);
    expect((await visitor.browser.send(second)).location).toMatch(callback);
  });

  test('spends the secret: both cookies are empty afterwards', async () => {
    expect((await visitor.browser.send(await backFromGoogle())).location).toMatch(callback);
    expect((await visitor.cookies())['csrf-state']).toBe('""');
    expect((await visitor.cookies())['csrf-state-legacy']).toBe('""');
  });
});
