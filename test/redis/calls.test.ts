import { describe, expect, test } from '@jest/globals';
import { createCall, partsOf, unlessWrongType } from '../../src/redis/calls.js';
import { RedisFailure, type RedisTrouble } from '../../src/redis/failure.js';
import type { RedisConnection } from '../../src/redis/index.js';
import { releaseLease } from '../../src/redis/scripts.js';

interface Sent {
  readonly command: readonly (string | Buffer)[];
  readonly options: Parameters<RedisConnection['send']>[1];
}

class Unavailable extends Error {}

/** Calls over a connection that answers as it is told, and what was sent over it. */
const callsOver = (answer: (command: readonly (string | Buffer)[]) => unknown, deadlineMs = 1000) => {
  const sent: Sent[] = [];
  const connection: Pick<RedisConnection, 'send'> = {
    send: async (command, options) => {
      sent.push({ command, options });
      return answer(command);
    },
  };
  const unavailable = (reason: RedisTrouble): Error => new Unavailable(reason);
  return { sent, call: createCall({ connection, deadlineMs, unavailable }) };
};

describe('a call of the store', () => {
  test('says what only reads, and takes every reply as bytes', async () => {
    const { sent, call } = callsOver(() => 'a reply');
    expect(await call((redis) => redis.read('key', ['GET', 'key']))).toBe('a reply');
    expect(await call((redis) => redis.write('key', ['DEL', 'key']))).toBe('a reply');
    expect(sent).toEqual([
      {
        command: ['GET', 'key'],
        options: expect.objectContaining({ key: 'key', isRead: true, asBytes: true }),
      },
      { command: ['DEL', 'key'], options: expect.objectContaining({ key: 'key', asBytes: true }) },
    ]);
    expect(sent[1]?.options.isRead).not.toBe(true);
  });

  test('has one deadline for all its commands', async () => {
    const { sent, call } = callsOver(() => 'a reply');
    await call(async (redis) => {
      await redis.write('a', ['SET', 'a', '1']);
      await redis.read('a', ['GET', 'a']);
    });
    await call((redis) => redis.write('a', ['DEL', 'a']));
    const [first, second, third] = sent.map(({ options }) => options.deadline);
    expect(first).toBeDefined();
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  test('that takes too long fails with the error of the host app, which knows why', async () => {
    const { call } = callsOver(() => new Promise(() => undefined), 10);
    const late = call((redis) => redis.read('key', ['GET', 'key']));
    await expect(late).rejects.toBeInstanceOf(Unavailable);
    await expect(late).rejects.toThrow('timeout');
  });

  test('that Redis cannot serve fails with the error of the host app; any other mistake shows itself', async () => {
    const away = callsOver(() => {
      throw new RedisFailure('loading');
    });
    await expect(away.call((redis) => redis.read('key', ['GET', 'key']))).rejects.toThrow(
      new Unavailable('loading'),
    );
    const mistake = new RangeError('of our own');
    await expect(away.call(() => Promise.reject(mistake))).rejects.toBe(mistake);
  });
});

describe('a script', () => {
  const runRelease = (answer: (name: unknown) => unknown) => {
    const { sent, call } = callsOver(([name]) => answer(name));
    const reply = call((redis) => redis.run(releaseLease, 'lease', 'holder'));
    return { reply, commands: () => sent.map(({ command }) => command) };
  };

  test('is named by its digest, with one key and what it is about', async () => {
    const { reply, commands } = runRelease(() => 1);
    expect(await reply).toBe(1);
    expect(commands()).toEqual([['EVALSHA', releaseLease.sha1, '1', 'lease', 'holder']]);
  });

  test('is told to a server that does not know it', async () => {
    const { reply, commands } = runRelease((name) => {
      if (name === 'EVALSHA') throw new RedisFailure('no_script');
      return 1;
    });
    expect(await reply).toBe(1);
    expect(commands().at(-1)).toEqual(['EVAL', releaseLease.text, '1', 'lease', 'holder']);
  });

  test('that failed is not tried again', async () => {
    const { reply, commands } = runRelease(() => {
      throw new RedisFailure('out_of_memory');
    });
    await expect(reply).rejects.toThrow('out_of_memory');
    expect(commands()).toHaveLength(1);
  });
});

test('a key that holds something else has no reply, and every other failure stays one', async () => {
  expect(await unlessWrongType(Promise.resolve('a reply'))).toBe('a reply');
  expect(await unlessWrongType(Promise.reject(new RedisFailure('wrong_type')))).toBeUndefined();
  await expect(unlessWrongType(Promise.reject(new RedisFailure('busy')))).rejects.toThrow('busy');
  await expect(unlessWrongType(Promise.reject(new RangeError('of our own')))).rejects.toThrow(RangeError);
});

test('a list has its parts as bytes, with nothing for what is none', () => {
  const part = Buffer.from('a part');
  expect(partsOf([part, null, 'text', 1])).toEqual([part, undefined, undefined, undefined]);
  expect(partsOf(null)).toEqual([]);
  expect(partsOf('text')).toEqual([]);
});
