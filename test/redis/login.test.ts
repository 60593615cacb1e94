import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { connectRedis } from '../../src/redis/index.js';
import { eventually } from '../support/eventually.js';
import { describeWithRedis, startRedis } from '../support/redis-server.js';
import { openReadyRedisStore, openRedisStore } from '../support/redis-store.js';
import { newKey, sampleSession } from '../support/sample-session.js';
import { expectEveryCallToFail, outcomeOf } from './outages.js';

const password = 'p@ss/word:with%signs';
const encoded = encodeURIComponent(password);

describeWithRedis('logging in to Redis', () => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
  });

  const serverWithPassword = async () => {
    const server = await startRedis({
      args: ['--requirepass', password],
      adminUrl: (port) => `redis://:${encoded}@127.0.0.1:${port}`,
    });
    cleanUps.push(() => server.stop());
    return server;
  };
  const works = async (url: string, ca?: string): Promise<void> => {
    const { store } = await openReadyRedisStore(url, { ...(ca && { ca }) });
    cleanUps.push(() => store.close());
    const key = newKey();
    await store.create(key, sampleSession());
    expect(await store.read(key)).toBeDefined();
  };
  const isRefused = async (url: string, reason: string): Promise<void> => {
    const { store, troubles } = openRedisStore(url);
    cleanUps.push(() => store.close());
    await eventually(async () => expect((await outcomeOf(store.check())).reason).toBe(reason));
    expect(troubles).toEqual([reason]);
  };

  test('the password comes from the address', async () => {
    const server = await serverWithPassword();
    await works(server.url);
    await isRefused(`redis://:wrong@127.0.0.1:${server.port}`, 'not_authorized');
    await isRefused(`redis://127.0.0.1:${server.port}`, 'not_authorized');
  });

  test('a user of the site needs no more rights than these, on the site’s keys only', async () => {
    const server = await serverWithPassword();
    const rights = '+ping +hello +hmget +hset +hget +exists +del +pexpire +pexpireat +get +set';
    const lists = '+zadd +zrem +zrange +zremrangebyscore +eval +evalsha';
    await server.command(
      'ACL',
      'SETUSER',
      'site',
      'on',
      `>${password}`,
      '~auth:*',
      ...rights.split(' '),
      ...lists.split(' '),
    );
    const url = `redis://site:${encoded}@127.0.0.1:${server.port}`;
    await works(url);
    const { store } = await openReadyRedisStore(url);
    cleanUps.push(() => store.close());
    const key = newKey();
    const session = sampleSession();
    await store.create(key, session);
    expect(await store.keysOf(session.signIn.user)).toEqual([key]);
    expect(await store.leases.take(key, 'holder', 1000)).toBe(true);
    expect(await store.leases.renew(key, 'holder', 1000)).toBe(true);
    await store.leases.release(key, 'holder');
    expect(await store.end(key)).toBeDefined();
    const { store: outside } = openRedisStore(url, { prefix: 'other:' });
    cleanUps.push(() => outside.close());
    await eventually(async () => expect((await outcomeOf(outside.check())).reason).toBe('not_authorized'));
    await expectEveryCallToFail(outside, { within: 450, reasons: ['not_authorized'] });
  });

  test('the database comes from the address', async () => {
    const server = await serverWithPassword();
    await works(`${server.url}/3`);
    expect(await server.command('DBSIZE')).toBe(0);
    expect(await server.command('INFO', 'keyspace')).toContain('db3:');
  });

  test('rediss is TLS with a certificate that is checked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'redis-tls-'));
    cleanUps.push(() => rm(folder, { recursive: true, force: true }));
    const [certificate, key] = [join(folder, 'server.pem'), join(folder, 'server.key')];
    const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1';
    const made = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
    ];
    execFileSync(
      'openssl',
      [...made, '-keyout', key, '-out', certificate, '-subj', '/CN=localhost', '-addext', names],
      {
        stdio: 'ignore',
      },
    );
    const ca = await readFile(certificate, 'utf8');
    const server = await startRedis({
      args: `--tls-cert-file ${certificate} --tls-key-file ${key} --tls-ca-cert-file ${certificate} --tls-auth-clients no`.split(
        ' ',
      ),
      tlsPort: true,
      adminUrl: (port) => `rediss://127.0.0.1:${port}`,
      ca,
    });
    cleanUps.push(() => server.stop());
    await works(`rediss://localhost:${server.port}`, ca);
    await works(`rediss://127.0.0.1:${server.port}`, ca);
    await isRefused(`rediss://localhost:${server.port}`, 'bad_certificate');
  });
});

describe('the address of a Redis', () => {
  const wrong = [
    'localhost:6379',
    `http://:${password}@localhost`,
    `redis://:${encoded}@localhost/not-a-number`,
    'redis://:100%@localhost',
    'redis://',
    'unix:///run/redis.sock',
    '',
  ];
  test.each(wrong)('%j is refused, and not repeated', (url) => {
    const attempt = (): unknown => connectRedis({ url, onError: () => undefined });
    expect(attempt).toThrow(TypeError);
    expect(attempt).toThrow(/^(A Redis address must look like|The path of a Redis address)/);
    try {
      attempt();
    } catch (error) {
      expect(inspect(error, { showHidden: true, depth: 9 })).not.toMatch(/p@ss|p%40ss|100%/);
    }
  });

  test('no address at all is refused', () => {
    expect(() => connectRedis({ url: [], onError: () => undefined })).toThrow(TypeError);
  });
});
