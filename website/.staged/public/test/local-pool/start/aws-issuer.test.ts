import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { randomToken } from '../../../src/local-pool/base/random.js';
import type { LocalPool, LocalPoolOptions } from '../../../src/local-pool/index.js';
import { send } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { startPool } from '../../support/pool.js';
import { admin, call } from '../user-pools-api/support.js';
import { decode, signInForTokens } from '../support/app.js';

const closing = closeAfterEach();
const start = async (options: LocalPoolOptions = {}): Promise<LocalPool> => closing(await startPool(options));

const ofAws = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Tokens001';

describe("a pool with AWS's issuer (F-P2)", () => {
  test('names it in its tokens, and says at the start that discovery cannot be used, and where the keys are', async () => {
    const lines: string[] = [];
    const pool = await start({
      issuer: 'aws',
      userPoolId: 'eu-west-1_Tokens001',
      log: (line) => lines.push(line),
    });
    const jwksUri = `${pool.api}/eu-west-1_Tokens001/.well-known/jwks.json`;
    expect(lines).toEqual([
      `Tokens name ${ofAws} as their issuer. OpenID Connect discovery cannot be used: apps would ask AWS. The keys are at ${jwksUri}`,
    ]);
    const { id_token, access_token } = await signInForTokens(pool);
    expect([pool.issuer, decode(id_token)['iss'], decode(access_token)['iss']]).toEqual([
      ofAws,
      ofAws,
      ofAws,
    ]);
    expect((await send(jwksUri)).json()['keys']).toHaveLength(2);
  });

  test('gives it to pools that come through the API, and keeps none of it in its data file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'issuer-'));
    const dataFile = join(folder, 'pool.json');
    const pool = await start({ issuer: 'aws', dataFile });
    const { body } = await admin(pool, 'CreateUserPool', { PoolName: 'second' });
    const { Id } = body['UserPool'] as { readonly Id: string };
    const discovery = `${pool.api}/${Id}/.well-known/openid-configuration`;
    expect((await send(discovery)).json()['issuer']).toBe(
      `https://cognito-idp.us-east-1.amazonaws.com/${Id}`,
    );
    await pool.close();
    const again = await start({ dataFile });
    expect(again.issuer).toBe(`${again.api}/us-east-1_Local0001`);
    await again.close();
    rmSync(folder, { recursive: true });
  });

  test("lets identity pools take its ID tokens under AWS's login key", async () => {
    const pool = await start({ issuer: 'aws', userPoolId: 'eu-west-1_Tokens001' });
    const { id_token } = await signInForTokens(pool);
    const answer = await send(pool.api, {
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityService.GetId',
      },
      body: JSON.stringify({
        IdentityPoolId: 'eu-west-1:00000000-0000-0000-0000-000000000000',
        Logins: { [ofAws.replace('https://', '')]: id_token },
      }),
    });
    expect([answer.status, answer.json()['IdentityId']]).toEqual([
      200,
      expect.stringMatching(/^eu-west-1:/u),
    ]);
  });
});

test('no handle that a person pastes into a command begins like a flag (F-P4)', async () => {
  const handles = Array.from({ length: 3000 }, () => randomToken(48));
  expect(handles.filter((token) => token.startsWith('-'))).toEqual([]);
  const pool = await start({ clientId: 'mine' });
  pool.addPerson({ email: 'new@example.com', password: 'Local-Pool-1', status: 'FORCE_CHANGE_PASSWORD' });
  const { body } = await call(pool, 'InitiateAuth', {
    ClientId: pool.publicClient.id,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'new@example.com', PASSWORD: 'Local-Pool-1' },
  });
  expect(body['Session']).toMatch(/^[^-]/u);
});

test('who asks for a domain hears at which address it answers (F-P8)', async () => {
  const lines: string[] = [];
  const pool = await start({ log: (line) => lines.push(line) });
  const { body } = await admin(pool, 'CreateUserPool', { PoolName: 'second' });
  const { Id } = body['UserPool'] as { readonly Id: string };
  await admin(pool, 'CreateUserPoolDomain', { UserPoolId: Id, Domain: 'second-pool' });
  expect(lines).toEqual([`The domain of ${Id} answers at ${pool.domain}, as that of every pool here.`]);
  expect((await send(`${pool.domain}/_local/`)).text).toContain(`second-pool`);
});
