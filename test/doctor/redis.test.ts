import { expect, test } from '@jest/globals';
import { poolForAllTests } from '../support/pool.js';
import { freePort } from '../support/free-port.js';
import { describeWithRedis, redisForAllTests } from '../support/redis-server.js';
import { envFor, examine } from './support.js';

describeWithRedis('the doctor and Redis', () => {
  const pool = poolForAllTests();
  const redis = redisForAllTests();
  const locked = redisForAllTests({
    args: ['--requirepass', 'a-password-of-redis'],
    adminUrl: (port) => `redis://:a-password-of-redis@127.0.0.1:${port}`,
  });

  test('a session goes there and back with the real store, and nothing of it stays', async () => {
    const { of } = await examine(envFor(pool, { REDIS_URL: redis.url, REDIS_PREFIX: 'shop:' }));
    expect(of('redis')).toMatchObject({ outcome: 'pass', message: expect.stringContaining('prefix shop:') });
    expect(of('redis-eviction').outcome).toBe('pass');
    expect(await redis.command('KEYS', '*')).toEqual([]);
  });

  test('a password that is missing or wrong is said without the password', async () => {
    const url = `redis://:another-password-of-redis@127.0.0.1:${locked.port}`;
    const { of, findings } = await examine(envFor(pool, { REDIS_URL: url }));
    expect(of('redis')).toMatchObject({
      outcome: 'fail',
      message: expect.stringContaining('(not_authorized)'),
    });
    expect(of('redis').fix).toContain('user and password in REDIS_URL');
    expect(of('redis-eviction').outcome).toBe('skip');
    expect(JSON.stringify(findings)).not.toContain('another-password');
  }, 30_000);

  test('memory that wins over a Redis is said as what it is, with what to leave out', async () => {
    const env = envFor(pool, { REDIS_URL: redis.url, SESSION_STORE: 'memory' });
    const { of } = await examine(env);
    expect(of('redis')).toMatchObject({
      outcome: 'skip',
      message: expect.stringContaining('SESSION_STORE=memory, which wins over REDIS_URL'),
    });
  }, 30_000);

  test('a server that is away is a sentence', async () => {
    const { of } = await examine(envFor(pool, { REDIS_URL: `redis://127.0.0.1:${await freePort()}` }));
    expect(of('redis')).toMatchObject({ outcome: 'fail', message: expect.stringContaining('(refused)') });
  }, 30_000);

  test('an eviction policy that forgets sessions fails where memory is limited, and is a warning where it is not', async () => {
    const env = envFor(pool, { REDIS_URL: redis.url });
    await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    expect((await examine(env)).of('redis-eviction').outcome).toBe('warn');
    await redis.command('CONFIG', 'SET', 'maxmemory', '100mb');
    const { of } = await examine(env);
    await redis.command('CONFIG', 'SET', 'maxmemory', '0', 'maxmemory-policy', 'noeviction');
    expect(of('redis-eviction')).toMatchObject({
      outcome: 'fail',
      message: expect.stringContaining('allkeys-lru, expected noeviction'),
    });
    expect(of('redis-eviction').fix).toContain('CONFIG SET maxmemory-policy noeviction');
  });

  test('a server that does not say how it makes room is no failure', async () => {
    await redis.command(
      'ACL',
      'SETUSER',
      'site',
      'on',
      '>pass-of-site',
      '~auth:*',
      '~limit:*',
      '+@all',
      '-info',
    );
    const { of } = await examine(
      envFor(pool, { REDIS_URL: `redis://site:pass-of-site@127.0.0.1:${redis.port}` }),
    );
    expect(of('redis').outcome).toBe('pass');
    expect(of('redis-eviction')).toMatchObject({
      outcome: 'skip',
      fix: expect.stringContaining('noeviction'),
    });
  }, 30_000);
});

test('without Redis there is nothing to look at', async () => {
  const { of } = await examine({
    BASE_URL: 'http://localhost:3000',
    COGNITO_ISSUER: `http://127.0.0.1:${await freePort()}/us-east-1_Local0001`,
    COGNITO_CLIENT_ID: 'client',
    SESSION_SECRET: 'b2V8m1Zq7Tn4Xc9Lr6Wy3Kp0Hd5Jf8Gs',
  });
  expect(of('redis')).toMatchObject({
    outcome: 'skip',
    message: expect.stringContaining('memory of one process'),
  });
});
