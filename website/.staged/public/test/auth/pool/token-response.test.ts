import { afterEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../src/local-pool/index.js';
import { startBareSite } from '../../support/bare-site.js';
import { returning } from '../../support/callback.js';
import { startCountingServer } from '../../support/counting-server.js';
import { openForAllTests } from '../../support/opened.js';
import { expectRefusal, expectSignedIn } from '../../support/refusal.js';

const site = openForAllTests(startBareSite);
const elsewhere = openForAllTests(startCountingServer);
afterEach(() => site.pool.faults.clear());

const meet = (fault: Fault): void => site.pool.faults.add({ endpoint: 'token', fault });
const answer = (status: number, body: string, type = 'application/json', headers = {}): Fault => ({
  kind: 'status',
  status,
  body,
  headers: { 'Content-Type': type, ...headers },
});
const rejected = { status: 502, code: 'pool_rejected', tokenRequests: 1 };

test('the code goes to the token endpoint in a form, once, and nowhere else (C-01)', async () => {
  const before = site.pool.requests.count('token');
  await expectSignedIn(site, await returning(site));
  const requests = site.pool.requests.list('token').slice(before);
  expect(requests).toEqual([
    expect.objectContaining({
      method: 'POST',
      path: '/oauth2/token',
      parameters: { grant_type: 'authorization_code', redirect_uri: `${site.origin}/auth/callback` },
    }),
  ]);
});

test.each([301, 302, 303, 307, 308])(
  'a redirect (%i) to another host is not followed (C-02)',
  async (status) => {
    meet(answer(status, '', 'text/html', { Location: `${elsewhere.origin}/steal` }));
    await expectRefusal(site, await returning(site), {
      ...rejected,
      reason: 'oauth_response_is_not_conform',
    });
    expect(elsewhere.requests).toEqual([]);
  },
);

test.each([
  [
    'a used or expired code (C-03)',
    answer(400, '{"error":"invalid_grant"}'),
    400,
    'sign_in_expired',
    'pool_answered_error',
  ],
  [
    'a secret of ours that is wrong, as Cognito says it (C-04)',
    answer(400, '{"error":"invalid_client","error_description":"secret-words-of-the-pool"}'),
    500,
    'pool_misconfigured',
    'client_refused',
  ],
  [
    'a secret of ours that is wrong, with a challenge (C-04)',
    answer(401, '{"error":"invalid_client"}', 'application/json', {
      'WWW-Authenticate': 'Basic realm="secret-words-of-the-pool"',
    }),
    500,
    'pool_misconfigured',
    'client_refused',
  ],
  [
    'another callback than registered',
    answer(400, '{"error":"unauthorized_client","error_description":"invalid_redirect"}'),
    500,
    'pool_misconfigured',
    'redirect_not_registered',
  ],
])('the pool says no: %s', async (_what, fault, status, code, reason) => {
  meet(fault);
  const page = await expectRefusal(site, await returning(site), { status, code, reason, tokenRequests: 1 });
  expect(page.text).not.toContain('secret-words-of-the-pool');
  expect(JSON.stringify(site.events)).not.toContain('secret-words-of-the-pool');
});

const tokens = '{"access_token":"a","id_token":"b","token_type":"Bearer"}';

describe('an answer that is no token response is refused:', () => {
  test.each([
    [
      '400 with a page (C-05)',
      answer(400, '<h1>Bad Request</h1>', 'text/html'),
      'oauth_response_is_not_json',
    ],
    ['200 with a page (C-05)', answer(200, '<h1>Welcome</h1>', 'text/html'), 'answer_is_not_json'],
    ['200 with nothing (C-05)', answer(200, ''), 'oauth_parse_error'],
    ['half of the JSON (C-05)', { kind: 'broken-json' }, 'oauth_parse_error'],
    ['null (C-05)', answer(200, 'null'), 'oauth_invalid_response'],
    ['a list (C-05)', answer(200, '[]'), 'oauth_invalid_response'],
    ['text (C-05)', answer(200, '"tokens"'), 'oauth_invalid_response'],
    ['an error with 200 (C-05)', answer(200, '{"error":"invalid_grant"}'), 'oauth_invalid_response'],
    ['201 (C-05)', answer(201, tokens), 'oauth_response_is_not_conform'],
    ['204 (C-05)', answer(204, ''), 'oauth_response_is_not_conform'],
    ['403 with tokens (C-05)', answer(403, tokens), 'oauth_response_is_not_conform'],
    ['good JSON that is called a page (C-06)', answer(200, tokens, 'text/html'), 'answer_is_not_json'],
    ['good JSON that is called nothing (C-06)', answer(200, tokens, ''), 'answer_is_not_json'],
    [
      'good JSON that is called text (C-06)',
      answer(200, tokens, 'text/plain; charset=utf-8'),
      'answer_is_not_json',
    ],
    ['16 MiB of JSON (C-12)', { kind: 'oversize', bytes: 16 * 1024 * 1024 }, 'answer_too_large'],
    [
      '64 kB that unpack to 64 MiB (C-12)',
      { kind: 'oversize', bytes: 64 * 1024 * 1024, gzip: true },
      'answer_too_large',
    ],
  ] satisfies readonly (readonly [string, Fault, string])[])('%s', async (_what, fault, reason) => {
    meet(fault);
    await expectRefusal(site, await returning(site), { ...rejected, reason });
  });
});
