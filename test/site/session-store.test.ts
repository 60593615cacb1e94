import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config.js';
import { openStorage } from '../../src/session-store.js';

const settings = {
  COGNITO_USER_POOL_ID: 'eu-west-1_AbCdEfGhI',
  COGNITO_CLIENT_ID: '1h57kf5cpq17m0eml12example',
  SESSION_SECRET: randomBytes(32).toString('base64url'),
  BASE_URL: 'http://localhost:3000',
};

const storageOf = async (env: Readonly<Record<string, string>>) => {
  const loaded = loadConfig({ ...settings, ...env }, () => '');
  if (!('config' in loaded)) throw new Error(JSON.stringify(loaded.problems));
  const lines: unknown[] = [];
  const { store } = await openStorage(loaded.config, (level, event, fields) =>
    lines.push({ level, event, ...fields }),
  );
  await store.close();
  return lines;
};

test('memory that is said by name beside a Redis is told as what it means, once', async () => {
  expect(await storageOf({ SESSION_STORE: 'memory', REDIS_URL: 'redis://localhost:6379' })).toEqual([
    { level: 'warn', event: 'redis_passed_over', hint: expect.stringContaining('Leave SESSION_STORE out') },
  ]);
  expect(await storageOf({ SESSION_STORE: 'memory' })).toEqual([]);
});
