import { expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/index.js';
import { logPoolCheck } from '../../../src/ops/auth-log.js';
import { warmUp } from '../../../src/ops/warm-up.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { capturedLog, startWholeSite } from '../../support/whole-site.js';

const closing = closeAfterEach();

test('a site that starts with a wrong pool id says so at once, with the address, the status and what to change (F-D5)', async () => {
  const first = closing(await startWholeSite());
  const issuer = first.pool.issuer.replace(/_.*/, '_NoSuch001');
  const site = closing(await startWholeSite({ env: { COGNITO_ISSUER: issuer } }));
  await eventually(async () => expect(site.log.events('pool_not_usable')).toHaveLength(1));
  expect(site.log.events('pool_not_usable')[0]).toMatchObject({
    level: 'warn',
    code: 'pool_misconfigured',
    reason: 'issuer_unknown',
    address: `${issuer}/.well-known/openid-configuration`,
    poolStatus: expect.any(Number),
    hint: expect.stringContaining('COGNITO_USER_POOL_ID'),
  });
  const ready = await fetch(`${site.origin}/readyz`);
  expect(await ready.json()).toMatchObject({ parts: { pool: 'pool_misconfigured' } });
});

test('what the look at the pool finds is told once, again when it is something else, and when it is mended (F-D5)', async () => {
  const unknown = new AuthError('pool_misconfigured', { reason: 'issuer_unknown', poolStatus: 404 });
  const away = new AuthError('pool_unreachable', { reason: 'ECONNREFUSED' });
  const found = [away, away, unknown, unknown, unknown, away];
  const log = capturedLog();
  let looks = 0;
  const attempt = async (): Promise<void> => {
    const failure = found[looks];
    looks += 1;
    if (failure !== undefined) throw failure;
  };
  warmUp({ attempt, ...logPoolCheck(log.write), firstPauseMs: 1 });
  await eventually(async () => expect(log.events('pool_usable')).toHaveLength(1));
  expect(log.events('pool_not_usable').map(({ reason }) => reason)).toEqual([
    'ECONNREFUSED',
    'issuer_unknown',
    'ECONNREFUSED',
  ]);
  expect(looks).toBe(found.length + 1);
});

test('a pool that is well from the start is not worth a line', async () => {
  const log = capturedLog();
  let looks = 0;
  warmUp({ attempt: async () => void (looks += 1), ...logPoolCheck(log.write), firstPauseMs: 1 });
  await eventually(async () => expect(looks).toBe(1));
  expect(log.lines).toEqual([]);
});
