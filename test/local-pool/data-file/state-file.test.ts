import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { startPool } from '../../support/pool.js';
import { decode } from '../support/app.js';
import { admin, call, tokensOf } from '../user-pools-api/support.js';

const folder = mkdtempSync(join(tmpdir(), 'local-pool-'));

afterAll(() => rmSync(folder, { recursive: true }));

test('what was provisioned through the API is there after a restart, sign-ins included', async () => {
  const dataFile = join(folder, 'pool.json');
  const before = await startPool({ dataFile });
  const made = await admin(before, 'CreateUserPool', {
    PoolName: 'kept',
    Policies: { PasswordPolicy: { MinimumLength: 6 } },
  });
  const { Id: UserPoolId } = made.body['UserPool'] as { readonly Id: string };
  const client = await admin(before, 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'kept',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
  });
  const { ClientId } = client.body['UserPoolClient'] as { readonly ClientId: string };
  const person = { UserPoolId, Username: 'kim' };
  await admin(before, 'AdminCreateUser', { ...person, MessageAction: 'SUPPRESS' });
  await admin(before, 'AdminSetUserPassword', { ...person, Password: 'simple', Permanent: true });
  const AuthParameters = { USERNAME: 'kim', PASSWORD: 'simple' };
  const signIn = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters };
  const { RefreshToken } = tokensOf(await call(before, 'InitiateAuth', signIn));
  await before.close();

  const after = await startPool({ dataFile });
  const fresh = tokensOf(await call(after, 'GetTokensFromRefreshToken', { ClientId, RefreshToken }));
  expect(decode(fresh.AccessToken)).toMatchObject({ username: 'kim', iss: `${after.api}/${UserPoolId}` });
  expect((await call(after, 'GetUser', { AccessToken: fresh.AccessToken })).status).toBe(200);
  expect((await call(after, 'InitiateAuth', signIn)).status).toBe(200);
  await after.close();
});
