import { execFileSync, spawnSync } from 'node:child_process';
import {
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
  type UpdateUserPoolClientCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from '@jest/globals';
import type { ClientChanges } from '../../src/local-pool/index.js';
import { sdkOf } from '../local-pool/user-pools-api/sdk.js';
import { poolForEachTest } from '../support/pool.js';
import { callApiOf, envFor, examine, type Env } from './support.js';

const pool = poolForEachTest();
const surroundings = { hasAwsCredentials: true };
callApiOf(pool);

const good: ClientChanges = {
  rotation: { graceSeconds: 10 },
  explicitAuthFlows: ['ALLOW_USER_AUTH'],
  refreshTokenSeconds: 24 * 3600,
};

const isThere = spawnSync('jq', ['--version']).status === 0;
if (!isThere && process.env['CI'] === 'true') throw new Error('jq is not installed');

/** Does what a finding says for the CLI: the client as it is described, changed by jq, sent back. */
const paste = async (fix: string): Promise<void> => {
  const filter = /jq '([^']+)'/.exec(fix)?.[1] ?? '';
  const of = { UserPoolId: pool.userPoolId, ClientId: pool.client.id };
  const described = await sdkOf(pool).send(new DescribeUserPoolClientCommand(of));
  const changed = execFileSync('jq', [filter], { input: JSON.stringify(described), encoding: 'utf8' });
  const input = JSON.parse(changed) as UpdateUserPoolClientCommandInput;
  await sdkOf(pool).send(new UpdateUserPoolClientCommand(input));
};

(isThere ? describe : describe.skip)('what a finding says to paste', () => {
  test.each<[what: string, ClientChanges, check: string, Env?]>([
    ['rotation that is off', { rotation: false }, 'rotation'],
    ['rotation that is off, with no flow named', { rotation: false, explicitAuthFlows: [] }, 'rotation'],
    [
      'rotation that is off, with no other flow than refreshing',
      { rotation: false, explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] },
      'rotation',
    ],
    ['rotation without a grace', { rotation: { graceSeconds: 0 } }, 'rotation'],
    ['flows with passwords', { explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }, 'auth-flows'],
    ['the implicit flow', { flows: ['code', 'implicit'] }, 'auth-flows'],
    ['refresh tokens that end before sessions', { refreshTokenSeconds: 3600 }, 'token-lifetimes'],
    ['refresh tokens that outlive sessions', { refreshTokenSeconds: 30 * 86_400 }, 'token-lifetimes'],
    ['ID tokens of four minutes', { idTokenSeconds: 240 }, 'token-lifetimes'],
    ['no callback URL', { callbackUrls: ['https://a.example/'] }, 'registered-urls'],
    ['no sign-out URL', { logoutUrls: [] }, 'registered-urls'],
    [
      'local addresses at a public site',
      {
        callbackUrls: ['https://app.example.com/auth/callback', 'http://localhost:3000/auth/callback'],
        logoutUrls: ['https://app.example.com/signed-out'],
      },
      'registered-urls',
      { BASE_URL: 'https://app.example.com', TRUST_PROXY: '1' },
    ],
  ])('mends %s, and nothing else', async (_what, changes, check, env = {}) => {
    pool.updateClient(pool.client.id, { ...good, ...changes });
    const before = (await examine(envFor(pool, env), { surroundings })).of(check);
    expect(['warn', 'fail']).toContain(before.outcome);
    await paste(before.fix ?? '');
    const after = await examine(envFor(pool, env), { surroundings });
    expect(after.of(check).outcome).toBe('pass');
    expect(after.namesOf('fail')).toEqual([]);
  });
});
