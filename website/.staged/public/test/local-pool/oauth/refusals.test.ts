import { describe, expect, test } from '@jest/globals';
import { createBrowser, send } from '../../support/browser.js';
import { poolForEachTest } from '../../support/pool.js';
import {
  authorizeUrl,
  basic,
  callbackUrl,
  redeem,
  refresh,
  signIn,
  signInForTokens,
  tokenRequest,
} from '../support/app.js';

const lines: string[] = [];
const pool = poolForEachTest({ control: true, log: (line) => lines.push(line) });

/** The last refusal: what the app heard of it, and why it was. */
const last = (): readonly (string | undefined)[] => {
  const refusal = pool.refusals.list().at(-1);
  return [refusal?.error, refusal?.because];
};

const codeOf = async (changes: Record<string, string | undefined> = {}): Promise<string> =>
  (await signIn(pool, { changes })).searchParams.get('code') ?? '';

const challenge = {
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
};

describe('why a code was not redeemed (F-P10)', () => {
  test('is told for each cause of an invalid_grant, which the app cannot tell apart', async () => {
    const used = await codeOf();
    await redeem(pool, used);
    const answers = [await redeem(pool, used)];
    expect(last()).toEqual(['invalid_grant', 'the code was used before']);
    answers.push(await redeem(pool, 'made-up'));
    expect(last()).toEqual(['invalid_grant', 'the code is unknown, or was forgotten after its five minutes']);
    answers.push(await redeem(pool, await codeOf(challenge)));
    expect(last()).toEqual(['invalid_grant', 'code_verifier is missing']);
    answers.push(await redeem(pool, await codeOf(challenge), { code_verifier: 'x'.repeat(43) }));
    expect(last()).toEqual(['invalid_grant', 'code_verifier does not fit the code_challenge']);
    const ofAnother = await codeOf();
    pool.addClient({ id: 'another', secret: 'another-secret', callbackUrls: [callbackUrl] });
    const headers = { authorization: `Basic ${btoa('another:another-secret')}` };
    const form = { grant_type: 'authorization_code', code: ofAnother, redirect_uri: callbackUrl };
    answers.push(await tokenRequest(pool, form, headers));
    expect(last()).toEqual(['invalid_grant', 'the code was given to another client']);
    const late = await codeOf();
    pool.clock.advance(5 * 60_000);
    answers.push(await redeem(pool, late));
    expect(last()).toEqual(['invalid_grant', 'the code is older than five minutes']);
    const ofDisabled = await codeOf();
    pool.disablePerson('ada@example.com');
    answers.push(await redeem(pool, ofDisabled));
    expect(last()).toEqual(['invalid_grant', 'the person is disabled or deleted, or the client is gone']);
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['{"error":"invalid_grant"}']));
  });

  test('names the two addresses where they differ, without what stands in their query', async () => {
    const code = await codeOf();
    const redirect_uri = 'http://localhost:3000/other?secret=x';
    const answer = await redeem(pool, code, { redirect_uri });
    expect(answer.json()['error']).toBe('unauthorized_client');
    expect(last()).toEqual([
      'unauthorized_client',
      `redirect_uri is "http://localhost:3000/other?…"; the sign-in began with "${callbackUrl}"`,
    ]);
  });
});

describe('why a token request was refused (F-P10)', () => {
  test.each([
    [{ grant_type: '' }, 'invalid_request', 'grant_type is missing'],
    [
      { grant_type: 'password' },
      'unsupported_grant_type',
      'grant_type is "password"; expected authorization_code',
    ],
    [{ grant_type: 'authorization_code' }, 'invalid_request', 'code is missing'],
    [{ grant_type: 'authorization_code', code: 'x' }, 'invalid_request', 'redirect_uri is missing'],
    [{ grant_type: 'refresh_token' }, 'invalid_request', 'refresh_token is missing'],
    [
      { grant_type: 'refresh_token', refresh_token: 'x' },
      'invalid_grant',
      'this pool never gave out that refresh',
    ],
    [{ grant_type: 'client_credentials' }, 'unauthorized_client', 'not the flow client_credentials'],
  ])('%j: %s', async (form, error, because) => {
    await tokenRequest(pool, form);
    expect(last()).toEqual([error, expect.stringContaining(because)]);
    expect(pool.refusals.list().at(-1)?.request).toBe('POST /oauth2/token');
  });

  test('by a client that is not who it says', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: 'x' };
    const because = async (headers: Record<string, string>, more: Record<string, string> = {}) => {
      const answer = await tokenRequest(pool, { ...form, ...more }, headers);
      expect(answer.json()).toEqual({ error: 'invalid_client' });
      return pool.refusals.list().at(-1)?.because;
    };
    const id = pool.client.id;
    expect(await because({ authorization: basic(pool, 'wrong') })).toBe(
      'the secret is not that of the client',
    );
    expect(await because({}, { client_id: id })).toContain('the client has a secret, and none was sent');
    expect(await because({}, { client_id: pool.publicClient.id, client_secret: 'x' })).toContain(
      'has no secret, and one',
    );
    expect(await because({})).toBe('client_id is missing');
    expect(await because({}, { client_id: 'no\nbody' })).toBe(String.raw`there is no app client "no\nbody"`);
    const swapped = await because({}, { client_id: pool.client.secret });
    expect(swapped).toBe('there is no app client of the 51 characters that were sent');
    expect(await because({ authorization: 'Bearer x' })).toBe(
      'the Authorization header is no Basic id:secret',
    );
    expect(await because({ authorization: basic(pool) }, { client_id: 'other' })).toContain(
      'another client than',
    );
  });

  test('with a refresh token that was good once', async () => {
    const { refresh_token } = await signInForTokens(pool);
    pool.revokeEverything();
    await refresh(pool, refresh_token);
    expect(last()).toEqual(['invalid_grant', expect.stringContaining('has ended: revoked')]);
    pool.updateClient(pool.client.id, { rotation: { graceSeconds: 0 } });
    const rotated = await signInForTokens(pool);
    await refresh(pool, rotated.refresh_token);
    await refresh(pool, rotated.refresh_token);
    expect(last()).toEqual(['invalid_grant', expect.stringContaining('was rotated away')]);
  });

  test('at revoke and userInfo', async () => {
    const headers = { authorization: basic(pool) };
    await send(`${pool.domain}/oauth2/revoke`, { form: { token: 'a.b.c' }, headers });
    expect(last()).toEqual(['unsupported_token_type', expect.stringContaining('this is a JWT')]);
    await send(`${pool.domain}/oauth2/userInfo`, { headers: { authorization: 'Bearer x' } });
    expect(last()).toEqual(['invalid_token', expect.stringContaining('no access token of this pool')]);
  });
});

describe('why somebody sees an error instead of a sign-in (F-P10)', () => {
  test.each([
    [
      { redirect_uri: 'http://localhost:3000/cb' },
      'redirect_mismatch',
      `redirect_uri is "http://localhost:3000/cb"; the client has registered "${callbackUrl}"`,
    ],
    [{ redirect_uri: undefined }, 'redirect_mismatch', 'redirect_uri is missing'],
    [{ client_id: undefined }, 'invalid_request', 'client_id is missing'],
    [{ client_id: 'nobody' }, 'invalid_request', 'there is no app client "nobody"'],
    [{ response_type: 'id_token' }, 'invalid_request', 'response_type is "id_token"; expected code or token'],
    [{ response_type: 'token' }, 'unauthorized_client', 'the client has not the flow implicit'],
    [
      { scope: 'openid orders/read' },
      'invalid_scope',
      'the client is not allowed "orders/read"; it has "openid email',
    ],
    [{ scope: 'email' }, 'invalid_scope', 'email, phone and profile need openid'],
    [{ code_challenge: 'short' }, 'invalid_request', 'code_challenge is no S256 challenge'],
    [{ state: '{"a":1}' }, 'invalid_request', 'state is JSON'],
    [{ prompt: 'create' }, 'invalid_request', 'prompt has "create"; expected none, login'],
    [{ prompt: 'none login' }, 'invalid_request', 'prompt has none and another value'],
    [{ resource: 'ftp' }, 'invalid_request', 'resource is no https URL'],
  ])('%j: %s', async (changes, error, because) => {
    const answer = await createBrowser().send(authorizeUrl(pool, changes));
    expect(last()).toEqual([error, expect.stringContaining(because)]);
    expect(decodeURIComponent(answer.location)).not.toContain(because);
  });

  test('or does not come back from signing out', async () => {
    const query = new URLSearchParams({ client_id: pool.client.id, logout_uri: 'http://localhost:1/' });
    await send(`${pool.domain}/logout?${query.toString()}`);
    expect(last()[1]).toContain(
      'logout_uri is "http://localhost:1/"; the client has registered "http://localhost:3000',
    );
  });
});

test('causes are in the log, at /_local/ and asked by tests, and hold no secret, code or token (F-P10)', async () => {
  lines.length = 0;
  const { refresh_token } = await signInForTokens(pool);
  const code = await codeOf(challenge);
  await redeem(pool, code, { code_verifier: 'a-verifier-of-a-test-that-is-long-enough-12' });
  await tokenRequest(
    pool,
    { grant_type: 'refresh_token', refresh_token },
    { authorization: basic(pool, 'a-wrong-secret') },
  );
  expect(lines).toEqual([
    `POST /oauth2/token: invalid_grant, because code_verifier does not fit the code_challenge (client ${pool.client.id})`,
    `POST /oauth2/token: invalid_client, because the secret is not that of the client (client ${pool.client.id})`,
  ]);
  const { text } = await send(`${pool.domain}/_local/`);
  expect(text).toContain('code_verifier does not fit the code_challenge');
  const asked = await send(`${pool.domain}/_local/control/refusals`);
  expect(JSON.parse(asked.text)).toEqual(pool.refusals.list());
  const secrets = [refresh_token, code, 'a-verifier-of', 'a-wrong-secret', pool.client.secret];
  for (const secret of secrets) expect([lines.join(), text, asked.text].join()).not.toContain(secret);
  await send(`${pool.domain}/_local/control/refusals`, { method: 'DELETE' });
  expect(pool.refusals.list()).toEqual([]);
});

test('the last two hundred are kept', async () => {
  for (let i = 0; i < 205; i += 1) await createBrowser().send(authorizeUrl(pool, { client_id: `none${i}` }));
  expect(pool.refusals.list()).toHaveLength(200);
  expect(pool.refusals.list()[0]?.because).toContain('none5');
});
