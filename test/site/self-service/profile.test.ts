import { describe, expect, test } from '@jest/globals';
import {
  CognitoIdentityProviderClient,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { LocalPool } from '../../../src/local-pool/index.js';
import { openForAllTests } from '../../support/opened.js';
import {
  errorAt,
  heading,
  said,
  somebody,
  startSelfServiceSite,
  fill,
  valueOf,
} from './support/self-service-site.js';

const site = openForAllTests(startSelfServiceSite);
/** As an administrator sets it: `AttributesRequireVerificationBeforeUpdate`. */
const keepUntilConfirmed = async ({ api, userPoolId }: LocalPool): Promise<void> => {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const administrator = new CognitoIdentityProviderClient({
    region: 'us-east-1',
    endpoint: api,
    credentials,
  });
  await administrator.send(
    new UpdateUserPoolCommand({
      UserPoolId: userPoolId,
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    }),
  );
  administrator.destroy();
};

const at = (path: string): string => `${site.origin}${path}`;

describe('the profile', () => {
  test('shows what the user pool has, and saves what is different', async () => {
    const { email, browser } = await somebody(site, { given_name: 'Some' });
    const page = await browser.visit(at('/account/profile'));
    expect(heading(page)).toBe('Your profile');
    expect(valueOf(page, 'given_name')).toBe('Some');
    expect(page.text).toContain(email);
    const saved = await fill(browser, page, '/profile', { given_name: 'Other', nickname: 'Oth' });
    expect(said(saved)).toBe('Saved.');
    expect(site.pool.person(email).attributes).toMatchObject({
      given_name: 'Other',
      nickname: 'Oth',
      name: 'Somebody',
    });
  });

  test('is what every page shows at once, without signing in again', async () => {
    const { browser } = await somebody(site);
    await fill(browser, await browser.visit(at('/account/profile')), '/profile', { name: 'Grace Brewster' });
    expect((await browser.visit(at('/account'))).text).toContain('Grace Brewster');
  });

  test('names the field that is wrong, keeps what was typed, and changes nothing', async () => {
    const { email, browser } = await somebody(site);
    const page = await browser.visit(at('/account/profile'));
    const again = await fill(browser, page, '/profile', {
      name: 'New Name',
      website: 'javascript:alert(1)',
      birthdate: '1815-12-10',
    });
    expect(again.status).toBe(422);
    expect(errorAt(again, 'website')).toBe('Begin the address with https://.');
    expect([valueOf(again, 'name'), valueOf(again, 'birthdate')]).toEqual(['New Name', '1815-12-10']);
    expect(site.pool.person(email).attributes['name']).toBe('Somebody');
  });

  test('says that nothing was different where nothing was', async () => {
    const { browser } = await somebody(site);
    const page = await fill(browser, await browser.visit(at('/account/profile')), '/profile');
    expect(said(page)).toBe('Nothing was different, so nothing was changed.');
  });

  test('takes nothing from another site', async () => {
    const { email, browser } = await somebody(site);
    const answer = await browser.send(at('/account/profile'), {
      headers: { 'origin': 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      form: { name: 'Mallory' },
    });
    expect(answer.status).toBe(403);
    expect(site.pool.person(email).attributes['name']).toBe('Somebody');
  });
});

describe('a new email address', () => {
  const change = async (to: string) => {
    const { email, browser } = await somebody(site);
    const page = await browser.visit(at('/account/profile/email'));
    return { email, browser, page: await fill(browser, page, '/email', { address: to }) };
  };

  test('counts once its code has come back', async () => {
    const { browser, page } = await change('new-1@example.com');
    expect(page.text).toContain('n***@e***');
    const code = site.pool.outbox.latest('new-1@example.com')?.code ?? '';
    const done = await fill(browser, page, '/confirm', { code });
    expect(said(done)).toBe('The address is confirmed.');
    expect(site.pool.person('new-1@example.com').attributes).toMatchObject({ email_verified: 'true' });
    expect((await browser.visit(at('/account'))).text).toContain('new-1@example.com');
  });

  test('is asked for once more where the code is wrong, and the code is not shown again', async () => {
    const { browser, page } = await change('new-2@example.com');
    const again = await fill(browser, page, '/confirm', { code: '000000' });
    expect(again.status).toBe(422);
    expect(errorAt(again, 'code')).toContain('That is not the code.');
    expect(valueOf(again, 'code')).toBe('');
  });

  test('gets another code on request, and only that one counts', async () => {
    const { browser, page } = await change('new-3@example.com');
    const first = site.pool.outbox.latest('new-3@example.com')?.code;
    const resent = await fill(browser, page, '/resend');
    expect(said(resent)).toContain('Another code is on its way.');
    const code = site.pool.outbox.latest('new-3@example.com')?.code ?? '';
    expect(code).not.toBe(first);
    expect(said(await fill(browser, resent, '/confirm', { code }))).toBe('The address is confirmed.');
  });

  test('whose code is the first is not told of another one', async () => {
    const { browser } = await somebody(site, { phone_number: '+491511234567' });
    const page = await browser.visit(at('/account/profile/phone'));
    expect(page.text).toContain('was never confirmed');
    const first = await fill(browser, page, '/resend');
    expect(said(first)).toBe('');
    expect(first.text).toContain('A code is on its way to');
    expect(said(await fill(browser, first, '/resend'))).toContain('Another code is on its way.');
  });

  test('that is the first of its kind is given up by having none: nothing former is spoken of', async () => {
    const { email, browser } = await somebody(site);
    const page = await browser.visit(at('/account/profile/phone'));
    const sent = await fill(browser, page, '/phone', { address: '+491511234567' });
    expect(said(sent)).toBe('');
    expect(sent.text).not.toContain('Put the former one back');
    expect(said(await fill(browser, sent, '/cancel'))).toBe('The number is removed.');
    expect(site.pool.person(email).attributes['phone_number'] ?? '').toBe('');
  });

  test('can be given up: the former one is put back', async () => {
    const { email, browser, page } = await change('new-4@example.com');
    expect(page.text).toContain('Put the former one back');
    const back = await fill(browser, page, '/cancel');
    expect(said(back)).toBe('Your former address is back.');
    expect(site.pool.person(email).attributes['email']).toBe(email);
    const code = site.pool.outbox.latest(email)?.code ?? '';
    expect(said(await fill(browser, back, '/confirm', { code }))).toBe('The address is confirmed.');
  });

  test('that is somebody else’s is refused, and stays in the field', async () => {
    const { page } = await change('ada@example.com');
    expect(page.status).toBe(422);
    expect(errorAt(page, 'address')).toContain('Another account signs in with this address already.');
    expect(valueOf(page, 'address')).toBe('ada@example.com');
  });

  test('that is none is refused before the pool is asked', async () => {
    const { email, page } = await change('nonsense');
    expect(errorAt(page, 'address')).toContain('Type an email address');
    expect(site.pool.person(email).attributes['email']).toBe(email);
  });
});

test('where the pool keeps the former address until the code comes back, the page says so, and giving up changes nothing', async () => {
  const held = await startSelfServiceSite();
  try {
    await keepUntilConfirmed(held.pool);
    const { email, browser } = await somebody(held);
    const page = await fill(browser, await browser.visit(`${held.origin}/account/profile/email`), '/email', {
      address: 'held@example.com',
    });
    expect(page.text).toMatch(/Until it comes back,\s+person-\d+@example\.com stays your address/);
    const kept = await fill(browser, page, '/cancel');
    expect(said(kept)).toContain('Your address stays as it was.');
    expect(held.pool.person(email).attributes['email']).toBe(email);
  } finally {
    await held.close();
  }
});

describe('a phone number', () => {
  test('is typed as people write it, confirmed by its code, and removed by an empty field', async () => {
    const { email, browser } = await somebody(site);
    const page = await browser.visit(at('/account/profile/phone'));
    const sent = await fill(browser, page, '/phone', { address: '+49 (151) 123-45678' });
    const code = site.pool.outbox.latest('+4915112345678')?.code ?? '';
    expect(said(await fill(browser, sent, '/confirm', { code }))).toBe('The address is confirmed.');
    expect(site.pool.person(email).attributes['phone_number']).toBe('+4915112345678');
    const removed = await fill(browser, await browser.visit(at('/account/profile/phone')), '/phone', {
      address: '',
    });
    expect(said(removed)).toBe('The number is removed.');
    expect(site.pool.person(email).attributes['phone_number']).toBeUndefined();
  });

  test('without its country code is refused, and stays in the field', async () => {
    const { browser } = await somebody(site);
    const page = await fill(browser, await browser.visit(at('/account/profile/phone')), '/phone', {
      address: '0151 12345',
    });
    expect(errorAt(page, 'address')).toContain('with its country code');
    expect(valueOf(page, 'address')).toBe('0151 12345');
  });
});
