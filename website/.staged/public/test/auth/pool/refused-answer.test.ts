import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../src/local-pool/index.js';
import { startBareSite, type BareSite } from '../../support/bare-site.js';
import { returning } from '../../support/callback.js';
import { eventually } from '../../support/eventually.js';
import { expectRefusal } from '../../support/refusal.js';

let site: BareSite;
beforeAll(async () => {
  site = await startBareSite();
});
afterEach(() => {
  site.pool.faults.clear();
  site.pool.requests.clear();
});
afterAll(() => site.close());

describe('a token response that the library refuses leaves no refresh token alive:', () => {
  test.each<[string, Fault, string]>([
    [
      'another nonce',
      { kind: 'token', of: 'id', claims: { nonce: 'another' } },
      'oauth_jwt_claim_comparison_failed',
    ],
    [
      'another audience',
      { kind: 'token', of: 'id', claims: { aud: 'another-client' } },
      'oauth_jwt_claim_comparison_failed',
    ],
    [
      'another issuer',
      { kind: 'token', of: 'id', claims: { iss: 'https://issuer.example/1' } },
      'oauth_jwt_claim_comparison_failed',
    ],
    [
      'no access token',
      { kind: 'token-response', change: { access_token: undefined } },
      'oauth_invalid_response',
    ],
    [
      'a token type of another kind',
      { kind: 'token-response', change: { token_type: 'DPoP' } },
      'token_type_is_not_bearer',
    ],
  ])('%s (F-S9)', async (_what, fault, reason) => {
    site.pool.faults.add({ endpoint: 'token', fault });
    await expectRefusal(site, await returning(site), {
      status: 502,
      code: 'pool_rejected',
      reason,
      tokenRequests: 1,
    });
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(1));
  });

  test('each call hears of its own answer, however many are under way (F-S9)', async () => {
    const backs = await Promise.all(Array.from({ length: 8 }, () => returning(site)));
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'delay', ms: 100 } });
    site.pool.faults.add({
      endpoint: 'token',
      fault: { kind: 'token', of: 'id', claims: { nonce: 'another' } },
      times: 3,
    });
    const pages = await Promise.all(backs.map(({ browser, callback }) => browser.send(callback)));
    expect(pages.filter(({ status }) => status === 303)).toHaveLength(5);
    expect(pages.filter(({ status }) => status === 502)).toHaveLength(3);
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(3));
    for (const { browser } of backs.filter((_, index) => pages[index]?.status === 303))
      expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
  });
});
