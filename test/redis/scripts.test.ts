import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import * as scripts from '../../src/redis/scripts.js';
import { describeWithRedis, redisForAllTests } from '../support/redis-server.js';

test.each(Object.entries(scripts))('%s is known to a server by the digest of its text', (_name, script) => {
  expect(script.sha1).toBe(createHash('sha1').update(script.text).digest('hex'));
  expect(script.text).toBe(script.text.trim());
});

describeWithRedis('in one step, with nothing in between,', () => {
  const server = redisForAllTests();
  beforeEach(() => server.command('FLUSHALL'));

  const run = ({ text }: scripts.Script, key: string, ...args: readonly (string | number)[]) =>
    server.command('EVAL', text, '1', key, ...args.map(String));
  const fieldsOf = async (key: string) =>
    Object.fromEntries(Object.entries(Object(await server.command('HGETALL', key))));
  const endOf = async (key: string): Promise<number> => Number(await server.command('PEXPIRETIME', key));
  const later = Date.now() + 3_600_000;

  describe('a session', () => {
    test('is made with all its fields and its end', async () => {
      expect(await run(scripts.createSession, 'session', later, 'signIn', 'a', 'version', '1')).toBe(1);
      expect(await fieldsOf('session')).toEqual({ signIn: 'a', version: '1' });
      expect(await endOf('session')).toBe(later);
    });

    test('that is there is changed, and keeps its end unless it is given a new one', async () => {
      await run(scripts.createSession, 'session', later, 'signIn', 'a');
      expect(await run(scripts.updateSession, 'session', '', 'appData', 'b')).toBe(1);
      expect(await endOf('session')).toBe(later);
      expect(await run(scripts.updateSession, 'session', later + 5, 'lastSeen', 'c')).toBe(1);
      expect(await endOf('session')).toBe(later + 5);
      expect(await fieldsOf('session')).toEqual({ signIn: 'a', appData: 'b', lastSeen: 'c' });
    });

    test('that is not there is not made by a change', async () => {
      expect(await run(scripts.updateSession, 'session', later, 'appData', 'b')).toBe(0);
      expect(await run(scripts.replaceTokens, 'session', '1', 'tokens', 'b')).toBe(0);
      expect(await server.command('EXISTS', 'session')).toBe(0);
    });

    test('has its tokens replaced by whoever knows their version', async () => {
      await run(scripts.createSession, 'session', later, 'tokens', 'a', 'version', '1');
      expect(await run(scripts.replaceTokens, 'session', '2', 'tokens', 'wrong')).toBe(0);
      expect(await run(scripts.replaceTokens, 'session', '1', 'tokens', 'b', 'version', '2')).toBe(1);
      expect(await run(scripts.replaceTokens, 'session', '1', 'tokens', 'late')).toBe(0);
      expect(await fieldsOf('session')).toEqual({ tokens: 'b', version: '2' });
      expect(await endOf('session')).toBe(later);
    });

    test('has the data of the app replaced by whoever knows what lies there', async () => {
      await run(scripts.createSession, 'session', later, 'signIn', 'a', 'appData', 'b');
      expect(await run(scripts.replaceAppData, 'session', 'other', 'wrong')).toBe(0);
      expect(await run(scripts.replaceAppData, 'session', 'b', 'c')).toBe(1);
      expect(await run(scripts.replaceAppData, 'session', 'b', 'late')).toBe(0);
      expect(await fieldsOf('session')).toEqual({ signIn: 'a', appData: 'c' });
      expect(await endOf('session')).toBe(later);
      expect(await run(scripts.replaceAppData, 'none', '', 'new')).toBe(0);
      expect(await server.command('EXISTS', 'none')).toBe(0);
    });

    test('hands what it held to the one who ends it', async () => {
      await run(scripts.createSession, 'session', later, 'signIn', 'a', 'tokens', 'b', 'version', '1');
      expect(await run(scripts.endSession, 'session', '2')).toBeNull();
      expect(await server.command('EXISTS', 'session')).toBe(1);
      expect(await run(scripts.endSession, 'session', '1')).toEqual(['a', 'b']);
      expect(await run(scripts.endSession, 'session', '1')).toBeNull();
      expect(await run(scripts.endSession, 'session', '')).toBeNull();
    });

    test('ends whatever its version where none is asked for', async () => {
      await run(scripts.createSession, 'session', later, 'signIn', 'a', 'tokens', 'b', 'version', '7');
      expect(await run(scripts.endSession, 'session', '')).toEqual(['a', 'b']);
    });
  });

  test('a list forgets the sessions that are over, and is over with the last of them', async () => {
    const now = Date.now();
    await run(scripts.listSession, 'person', now, now + 1000, 'short');
    await run(scripts.listSession, 'person', now, later, 'long');
    expect(await endOf('person')).toBe(later);
    await run(scripts.listSession, 'person', now + 1000, now + 2000, 'middle');
    expect(await server.command('ZRANGE', 'person', '0', '-1')).toEqual(['middle', 'long']);
    expect(await endOf('person')).toBe(later);
  });

  test('a list forgets a hundred of the sessions that are over at a time', async () => {
    const now = Date.now();
    const over = Array.from({ length: 150 }, (_, index) => [String(now), `over-${index}`]).flat();
    await server.command('ZADD', 'person', ...over);
    await run(scripts.listSession, 'person', now, later, 'new');
    expect(await server.command('ZCARD', 'person')).toBe(51);
    await run(scripts.listSession, 'person', now, later, 'new');
    expect(await server.command('ZRANGE', 'person', '0', '-1')).toEqual(['new']);
  });

  test('a lease is taken by whoever comes first, for a while', async () => {
    expect(await run(scripts.takeLease, 'lease', 'me', 60_000)).toBe(1);
    expect(await run(scripts.takeLease, 'lease', 'you', 60_000)).toBe(0);
    expect(await server.command('GET', 'lease')).toBe('me');
    const left = Number(await server.command('PTTL', 'lease'));
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThanOrEqual(60_000);
  });

  test('a mark of an end keeps the latest moment, for a while', async () => {
    expect(await run(scripts.markEnd, 'mark', 2000, 60_000)).toBe(1);
    expect(await run(scripts.markEnd, 'mark', 1000, 900_000)).toBe(0);
    expect(await server.command('GET', 'mark')).toBe('2000');
    expect(Number(await server.command('PTTL', 'mark'))).toBeLessThanOrEqual(60_000);
    expect(await run(scripts.markEnd, 'mark', 2000, 900_000)).toBe(1);
    expect(Number(await server.command('PTTL', 'mark'))).toBeGreaterThan(60_000);
  });

  test('a full server keeps up what is there, and lets nothing new begin', async () => {
    await run(scripts.createSession, 'session', later, 'tokens', 'a', 'version', '1');
    await server.command('CONFIG', 'SET', 'maxmemory', '1');
    try {
      await expect(run(scripts.createSession, 'new', later, 'signIn', 'a')).rejects.toThrow('OOM');
      await expect(run(scripts.listSession, 'person', 0, later, 'new')).rejects.toThrow('OOM');
      await expect(run(scripts.updateSession, 'session', '', 'appData', 'b')).rejects.toThrow('OOM');
      expect(await run(scripts.updateSession, 'session', later, 'lastSeen', 'c')).toBe(1);
      expect(await run(scripts.replaceTokens, 'session', '1', 'tokens', 'b', 'version', '2')).toBe(1);
      expect(await run(scripts.takeLease, 'lease', 'me', 60_000)).toBe(1);
      expect(await run(scripts.markEnd, 'mark', 2000, 60_000)).toBe(1);
      expect(await run(scripts.endSession, 'session', '2')).toEqual([null, 'b']);
    } finally {
      await server.command('CONFIG', 'SET', 'maxmemory', '0');
    }
  });

  test('a lease is prolonged and given back by its holder alone', async () => {
    await server.command('SET', 'lease', 'me', 'PX', '1000');
    expect(await run(scripts.renewLease, 'lease', 'you', 60_000)).toBe(0);
    expect(await server.command('PTTL', 'lease')).toBeLessThanOrEqual(1000);
    expect(await run(scripts.renewLease, 'lease', 'me', 60_000)).toBe(1);
    expect(await server.command('PTTL', 'lease')).toBeGreaterThan(1000);
    expect(await run(scripts.releaseLease, 'lease', 'you')).toBe(0);
    expect(await server.command('GET', 'lease')).toBe('me');
    expect(await run(scripts.releaseLease, 'lease', 'me')).toBe(1);
    expect(await run(scripts.releaseLease, 'lease', 'me')).toBe(0);
    expect(await run(scripts.renewLease, 'lease', 'me', 60_000)).toBe(0);
  });
});
