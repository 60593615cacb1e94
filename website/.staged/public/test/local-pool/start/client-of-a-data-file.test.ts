import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { LocalPool, LocalPoolOptions } from '../../../src/local-pool/index.js';
import { send } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { startPool } from '../../support/pool.js';
import { admin } from '../user-pools-api/support.js';
import { signInForTokens } from '../support/app.js';

const folder = mkdtempSync(join(tmpdir(), 'clients-'));
afterAll(() => rmSync(folder, { recursive: true }));
const closing = closeAfterEach();
let files = 0;
const freshFile = (): string => join(folder, `${(files += 1)}.json`);

const once = async <T>(options: LocalPoolOptions, look: (pool: LocalPool) => T | Promise<T>): Promise<T> => {
  const pool = closing(await startPool(options));
  const seen = await look(pool);
  await pool.close();
  return seen;
};

const clientsOf = async (pool: LocalPool): Promise<readonly string[]> => {
  const { body } = await admin(pool, 'ListUserPoolClients', { MaxResults: 60 });
  const clients = body['UserPoolClients'] as readonly { readonly ClientId: string }[];
  return clients.map(({ ClientId }) => ClientId).toSorted();
};

test('a pool once started with a client of its own prints that one again, and makes no third (F-P3)', async () => {
  const dataFile = freshFile();
  const first = await once({ dataFile, clientId: 'mine' }, ({ client }) => client);
  const [again, clients] = await once({ dataFile }, async (pool) => [pool.client, await clientsOf(pool)]);
  expect(again).toEqual(first);
  expect(clients).toEqual(['1localpoolpublicclient0001', 'mine']);
});

test('its secret is that of the file, a second one included, until another is given (F-P3)', async () => {
  const dataFile = freshFile();
  const added = await once({ dataFile, clientSecret: 'the-first-secret' }, async (pool) => {
    const { body } = await admin(pool, 'AddUserPoolClientSecret', { ClientId: pool.client.id });
    const { ClientSecretValue } = body['ClientSecretDescriptor'] as { readonly ClientSecretValue: string };
    return ClientSecretValue;
  });
  await once({ dataFile }, async (pool) => {
    expect(pool.client.secret).toBe('the-first-secret');
    for (const secret of ['the-first-secret', added]) {
      const form = { grant_type: 'refresh_token', refresh_token: 'made-up' };
      const authorization = `Basic ${btoa(`${pool.client.id}:${secret}`)}`;
      const answer = await send(`${pool.domain}/oauth2/token`, { form, headers: { authorization } });
      expect(answer.json()['error']).toBe('invalid_grant');
    }
  });
  await once({ dataFile, clientSecret: 'another-secret' }, ({ client }) =>
    expect(client.secret).toBe('another-secret'),
  );
});

test('the printed clients have the scopes that Amplify asks for, or those that are named (F-P5)', async () => {
  const scope = 'openid email phone profile aws.cognito.signin.user.admin';
  await once({}, async (pool) => {
    const { access_token } = await signInForTokens(pool, { changes: { scope } });
    expect(access_token).toBeDefined();
  });
  await once({ scopes: ['openid'] }, (pool) => expect(pool.publicClient.scopes).toEqual(['openid']));
  await expect(startPool({ scopes: ['openid', 'api/read', 'fone'] })).rejects.toThrow(
    'There is no scope api/read, fone. Expected openid, email, phone, profile, aws.cognito.signin.user.admin, or those of the resourceServers of the seed.',
  );
  const seed = { resourceServers: [{ identifier: 'api', scopes: ['read'] }] };
  await once({ seed, scopes: ['openid', 'api/read'] }, (pool) =>
    expect(pool.publicClient.scopes).toContain('api/read'),
  );
});

test('an option that is not there is refused by its name, with the one that was meant (F-P8)', async () => {
  const misspelt = { callbackUrl: ['https://x'], frobnicate: 1 } as LocalPoolOptions;
  await expect(startPool(misspelt)).rejects.toThrow(
    'startLocalPool has no option callbackUrl. Did you mean callbackUrls?\nstartLocalPool has no option frobnicate.',
  );
});
