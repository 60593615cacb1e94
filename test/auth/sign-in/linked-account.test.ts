import { afterEach, describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';

const site = openForAllTests(startBareSite);
afterEach(() => site.pool.faults.clear());

const start = (): string => `${site.origin}/auth/sign-in?return_to=%2Faccount&identity_provider=Google`;

const linksOnce = (times: number): void =>
  site.pool.faults.add({
    endpoint: 'authorize',
    fault: {
      kind: 'callback-error',
      error: 'invalid_request',
      description: 'Already found an entry for username Google_1155',
    },
    times,
  });

describe('a first sign-in that only links two accounts', () => {
  test('begins again by itself, with the same provider, and ends where the person was going', async () => {
    linksOnce(1);
    const browser = createBrowser();
    const atProvider = await browser.visit(start());
    expect(new URL(atProvider.url).pathname).toBe('/_local/identity-provider');
    const page = await browser.submit(atProvider, { email: 'mary@example.com', name: 'Mary' });
    expect([page.status, new URL(page.url).pathname]).toEqual([200, '/account']);
    expect(site.eventsOf('sign_in_failed')).toEqual([]);
  });

  test('does so once: the second time it is a refusal, with the way to start again', async () => {
    linksOnce(2);
    const page = await createBrowser().visit(start());
    expect([page.status, page.json()]).toEqual([
      403,
      {
        code: 'sign_in_refused',
        reason: 'pool_answered_error',
        signInUrl: '/auth/sign-in?return_to=%2Faccount',
      },
    ]);
    expect(site.eventsOf('sign_in_failed').at(-1)).toMatchObject({ poolError: 'account_just_linked' });
    expect(site.pool.faults.list()).toEqual([]);
  });

  test('is known as well when the trigger says it in its own refusal', async () => {
    const linking = await startBareSite({
      pool: {
        seed: {
          identityProviders: [
            { name: 'Google', preSignUpError: 'Already found an entry for username google_1155' },
          ],
        },
      },
    });
    try {
      const browser = createBrowser();
      const address = `${linking.origin}/auth/sign-in?return_to=%2Faccount&identity_provider=Google`;
      const first = await browser.visit(address);
      const again = await browser.submit(first, { email: 'mary@example.com', name: 'Mary' });
      expect(new URL(again.url).pathname).toBe('/_local/identity-provider');
      const refused = await browser.submit(again, { email: 'mary@example.com', name: 'Mary' });
      expect(refused.status).toBe(403);
    } finally {
      await linking.close();
    }
  });
});
