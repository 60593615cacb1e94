import { expect, test } from '@jest/globals';
import { redirectOf } from '../../support/browser.js';
import { signedIn } from '../../support/people.js';
import { startShortLivedSite, tokenMs } from '../../support/short-lived.js';
import { closeAfterEach } from '../../support/closing.js';

const closing = closeAfterEach();

test('a client without a secret signs in, refreshes, revokes and signs out by its id alone', async () => {
  const site = closing(
    await startShortLivedSite({
      client: 'without secret',
      pool: { rotation: { graceSeconds: 0 } },
    }),
  );
  const browser = await signedIn(site);
  site.advance(tokenMs);
  expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
  const page = await browser.post(`${site.origin}/auth/sign-out`);

  const { id } = site.pool.publicClient;
  const calls = [...site.pool.requests.list('token'), ...site.pool.requests.list('revoke')];
  expect(calls).toMatchObject([
    { status: 200, parameters: { client_id: id, grant_type: 'authorization_code' } },
    { status: 200, parameters: { client_id: id, grant_type: 'refresh_token' } },
    { status: 200, parameters: { client_id: id, token_type_hint: 'refresh_token' } },
  ]);
  expect(new URL(redirectOf(page) ?? '').searchParams.get('client_id')).toBe(id);
  expect((await browser.send(`${site.origin}/account`)).status).toBe(303);
});
