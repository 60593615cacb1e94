import { describe, expect, test } from '@jest/globals';
import { poolForEachTest, startPool } from '../support/pool.js';
import { baseUrl, envFor, examine } from './support.js';

const pool = poolForEachTest();

describe('with settings that fit the pool', () => {
  test('the doctor passes everything that can be seen from outside', async () => {
    const { findings, namesOf } = await examine(envFor(pool));
    expect(findings.filter(({ outcome }) => outcome === 'fail' || outcome === 'warn')).toEqual([]);
    expect(namesOf('pass')).toEqual([
      'settings',
      'session-secret',
      'proxy',
      'discovery',
      'issuer',
      'clock',
      'regions',
      'domain',
      'client-id',
      'callback-url',
      'code-grant',
      'scopes',
      'pkce',
      'client-secret',
      'revocation',
      'sign-out-url',
    ]);
  });

  test('it makes no code and no sign-in at the pool, and shows the pool no secret but where it belongs', async () => {
    await examine(envFor(pool));
    const ways = ['authorize', 'token', 'revoke', 'logout', 'discovery'] as const;
    expect(ways.filter((way) => pool.requests.count(way) === 0)).toEqual([]);
    expect(pool.requests.count('api')).toBe(0);
  });

  test('it passes a client without a secret', async () => {
    const env = { ...envFor(pool, { COGNITO_CLIENT_ID: pool.publicClient.id }), COGNITO_CLIENT_SECRET: '' };
    expect((await examine(env)).namesOf('fail')).toEqual([]);
  });

  test('it passes one that shows its secret in the form', async () => {
    const env = envFor(pool, { COGNITO_CLIENT_AUTHENTICATION: 'client_secret_post' });
    expect((await examine(env)).namesOf('fail')).toEqual([]);
  });
});

describe('what the authorization endpoint refuses', () => {
  test('a client that there is not: the id that was sent, and where the right one is', async () => {
    const { of } = await examine(envFor(pool, { COGNITO_CLIENT_ID: 'nosuchclient0000000000001' }));
    expect(of('client-id')).toMatchObject({
      outcome: 'fail',
      message: expect.stringContaining('nosuchclient0000000000001'),
    });
    expect(of('client-id').fix).toContain('COGNITO_CLIENT_ID=');
    for (const check of ['callback-url', 'client-secret', 'sign-out-url'])
      expect(of(check)).toMatchObject({ outcome: 'skip', message: 'Not looked at: client-id failed.' });
  });

  test('a callback URL that is not registered: what was sent, and how to register it (D10)', async () => {
    pool.updateClient(pool.client.id, { callbackUrls: [`${baseUrl}/auth/callback/`] });
    const { of } = await examine(envFor(pool));
    expect(of('callback-url')).toMatchObject({
      outcome: 'fail',
      message: expect.stringContaining('redirect_mismatch'),
    });
    expect(of('callback-url').message).toContain(`redirect_uri=${baseUrl}/auth/callback,`);
    const fix = of('callback-url').fix ?? '';
    for (const way of ['Console:', 'CLI:', 'Template'])
      expect(fix).toMatch(new RegExp(`${way}[^]*${baseUrl}/auth/callback`));
    expect(of('client-secret').outcome).toBe('pass');
  });

  test.each(['observed', 'documented'] as const)(
    'the code grant and each scope that the client may not use, in the error shape that is %s (D13)',
    async (errorShape) => {
      const shaped = await startPool({ errorShape });
      try {
        const env = envFor(shaped, { COGNITO_SCOPES: 'openid email orders/read' });
        const { of } = await examine(env);
        expect(of('callback-url').outcome).toBe('pass');
        expect(of('scopes')).toMatchObject({ outcome: 'fail' });
        expect(of('scopes').message).toMatch(/may not ask for orders\/read\.$/);
        expect(of('scopes').fix).toContain('Or ask for fewer: COGNITO_SCOPES=openid email');

        shaped.updateClient(shaped.client.id, { flows: ['client_credentials'] });
        const { of: ofGrant } = await examine(env);
        expect(ofGrant('code-grant')).toMatchObject({
          outcome: 'fail',
          message: expect.stringContaining('unauthorized_client'),
        });
        expect(ofGrant('scopes').outcome).toBe('skip');
      } finally {
        await shaped.close();
      }
    },
  );

  test('a refusal that has nothing to do with the settings', async () => {
    pool.faults.add({ endpoint: 'authorize', fault: { kind: 'callback-error', error: 'server_error' } });
    const { of } = await examine(envFor(pool));
    expect(of('code-grant')).toMatchObject({
      outcome: 'fail',
      message: expect.stringContaining('(server_error)'),
    });
  });

  test('a refusal without a word', async () => {
    pool.faults.add({ endpoint: 'authorize', fault: { kind: 'status', status: 403, body: 'Forbidden' } });
    const { of } = await examine(envFor(pool));
    expect(of('client-id')).toMatchObject({ outcome: 'fail', message: expect.stringContaining('403') });
  });

  test('nothing shows that PKCE is looked at where `plain` is taken', async () => {
    pool.faults.add({
      endpoint: 'authorize',
      fault: { kind: 'status', status: 302, headers: { location: '/login' } },
    });
    const { of, namesOf } = await examine(envFor(pool));
    expect(of('pkce')).toMatchObject({ outcome: 'fail', message: expect.stringContaining('plain') });
    expect(namesOf('fail')).toEqual(['pkce']);
  });
});

describe('what the token endpoint and its neighbours refuse', () => {
  test('a wrong secret, which is not printed (D8)', async () => {
    const wrong = 'awrongsecret0000000000000000000000000000000000000001';
    const { of, findings } = await examine(envFor(pool, { COGNITO_CLIENT_SECRET: wrong }));
    expect(of('client-secret')).toMatchObject({
      outcome: 'fail',
      message: expect.stringContaining('invalid_client'),
    });
    expect(of('client-secret').fix).toContain('COGNITO_CLIENT_SECRET=   #');
    expect(of('revocation').outcome).toBe('skip');
    expect(JSON.stringify(findings)).not.toContain(wrong);
  });

  test('no secret, where the client has one (D8)', async () => {
    const { of } = await examine({ ...envFor(pool), COGNITO_CLIENT_SECRET: '' });
    expect(of('client-secret').message).toContain('has a secret, and none is set');
  });

  test('a secret, where the client has none (D8)', async () => {
    const { of } = await examine(envFor(pool, { COGNITO_CLIENT_ID: pool.publicClient.id }));
    expect(of('client-secret')).toMatchObject({ outcome: 'fail', fix: 'Leave COGNITO_CLIENT_SECRET out.' });
  });

  test('a secret in the header, where the form is wanted (D7)', async () => {
    pool.faults.add({
      endpoint: 'token',
      fault: {
        kind: 'status',
        status: 401,
        body: '{"error":"invalid_client"}',
        headers: { 'content-type': 'application/json' },
      },
      times: 1,
    });
    const { of } = await examine(envFor(pool));
    expect(of('client-secret').fix).toBe('COGNITO_CLIENT_AUTHENTICATION=client_secret_post');
  });

  test('an answer of the token endpoint that says nothing of the client', async () => {
    pool.faults.add({ endpoint: 'token', fault: { kind: 'status', status: 500 } });
    const { of } = await examine(envFor(pool));
    expect(of('client-secret')).toMatchObject({
      outcome: 'warn',
      message: expect.stringContaining('status 500'),
    });
  });

  test('token revocation that is off', async () => {
    pool.updateClient(pool.client.id, { revocation: false });
    const { of } = await examine(envFor(pool));
    expect(of('revocation')).toMatchObject({
      outcome: 'fail',
      message: expect.stringContaining('revocation is off'),
    });
    expect(of('revocation').fix).toContain('EnableTokenRevocation');
  });

  test('a revocation endpoint that is in trouble', async () => {
    pool.faults.add({ endpoint: 'revoke', fault: { kind: 'status', status: 500 } });
    expect((await examine(envFor(pool))).of('revocation').message).toContain('status 500');
  });

  test('no revocation endpoint at all', async () => {
    pool.faults.add({
      endpoint: 'discovery',
      fault: { kind: 'discovery', change: { revocation_endpoint: undefined } },
    });
    expect((await examine(envFor(pool))).of('revocation').outcome).toBe('warn');
  });

  test('a sign-out URL that is not registered: what was sent, and how to register it (D10)', async () => {
    pool.updateClient(pool.client.id, { logoutUrls: [`${baseUrl}/`] });
    const { of } = await examine(envFor(pool));
    expect(of('sign-out-url')).toMatchObject({ outcome: 'fail' });
    expect(of('sign-out-url').message).toContain(`logout_uri=${baseUrl}/signed-out,`);
    expect(of('sign-out-url').fix).toContain(`LogoutURLs: [${baseUrl}/signed-out]`);
  });
});
