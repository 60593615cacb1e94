import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { keepConnected, type KeepConnectedOptions } from '../../src/redis/keep-connected.js';
import type { Link, LinkSendOptions } from '../../src/redis/link.js';

const never = new Promise<never>(() => undefined);
const deadlineMs = 500;
const beatMs = 1_000;

/** A link in the hands of a test. */
interface HeldLink {
  isReady: boolean;
  /** How it answers a command, and a beat. */
  reply: () => Promise<unknown>;
  answers: () => Promise<boolean>;
  /** How a primary answers by itself. */
  ask: (command: readonly unknown[]) => Promise<unknown>;
  close: () => Promise<unknown>;
  readonly sent: { readonly command: readonly unknown[]; readonly options: LinkSendOptions }[];
  destroyed: number;
  ready(): void;
  fails(error: unknown): void;
}

/** A way to open links that keeps hold of each. */
const holdLinks = () => {
  const links: HeldLink[] = [];
  const open: KeepConnectedOptions['open'] = ({ onReady, onError }): Link => {
    const held: HeldLink = {
      isReady: false,
      reply: async () => 'a reply',
      answers: async () => true,
      ask: async () => 'of a primary',
      close: async () => undefined,
      sent: [],
      destroyed: 0,
      ready() {
        held.isReady = true;
        onReady();
      },
      fails: onError,
    };
    links.push(held);
    return {
      isReady: () => held.isReady,
      send: (command, sent) => {
        held.sent.push({ command, options: sent });
        return held.reply();
      },
      answers: () => held.answers(),
      primaries: () => [(command) => held.ask(command)],
      close: () => held.close(),
      destroy: () => void (held.destroyed += 1),
    };
  };
  const link = (index = links.length - 1): HeldLink => {
    const found = links[index];
    if (found === undefined) throw new Error(`There is no link ${index}`);
    return found;
  };
  return { open, links, link };
};

type Changes = Pick<Partial<KeepConnectedOptions>, 'isDroppedWhenSilent'>;

const keep = ({ isDroppedWhenSilent = true }: Changes = {}) => {
  const { open, links, link } = holdLinks();
  const told: string[] = [];
  const connection = keepConnected({
    open,
    isDroppedWhenSilent,
    deadlineMs,
    onError: (trouble) => told.push(trouble),
    onReady: () => told.push('ready'),
  });
  return { connection, links, link, told, send: () => connection.send(['GET', 'a'], { key: 'a' }) };
};

const offline = () => Object.assign(new Error('gone'), { code: 'ECONNRESET' });
const refused = () => Object.assign(new Error(), { code: 'ECONNREFUSED' });
const unknownHost = () => Object.assign(new Error(), { code: 'ENOTFOUND' });
const readOnly = async () => {
  throw new Error("READONLY You can't write against a read only replica.");
};

/** Lets time pass, and what was put off to the next turn happen. */
const pass = async (ms: number): Promise<void> => {
  await jest.advanceTimersByTimeAsync(ms);
  await new Promise(setImmediate);
  await new Promise(setImmediate);
};

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate'] }));
afterEach(() => void jest.useRealTimers());

describe('a connection to Redis', () => {
  test('fails commands at once until the server is there, with what is known of the reason', async () => {
    const { connection, link, send } = keep();
    expect(connection.isReady()).toBe(false);
    await expect(send()).rejects.toMatchObject({ trouble: 'offline' });
    link().fails(Object.assign(new Error(), { code: 'ECONNREFUSED' }));
    await expect(send()).rejects.toMatchObject({ trouble: 'refused' });
    expect(link().sent).toEqual([]);
    link().ready();
    expect(connection.isReady()).toBe(true);
    expect(await send()).toBe('a reply');
  });

  test('forgets why it was away once it is back', async () => {
    const { link, send } = keep();
    link().fails(Object.assign(new Error(), { code: 'ECONNREFUSED' }));
    link().ready();
    link().isReady = false;
    await expect(send()).rejects.toMatchObject({ trouble: 'offline' });
  });

  test('tells of a trouble once, of another one again, and of each time that it is there', () => {
    const { link, told } = keep();
    link().fails(offline());
    link().fails(offline());
    link().fails(new Error('LOADING Redis is loading the dataset in memory'));
    link().ready();
    link().fails(offline());
    expect(told).toEqual(['offline', 'loading', 'ready', 'offline']);
  });

  test('tells once of an outage in which servers are away in several ways, with the first, and once of its end', () => {
    const { link, told } = keep({ isDroppedWhenSilent: false });
    for (let round = 0; round < 3; round += 1) {
      link().fails(refused());
      link().fails(offline());
    }
    link().ready();
    link().fails(offline());
    link().fails(refused());
    link().ready();
    expect(told).toEqual(['refused', 'ready', 'offline', 'ready']);
  });

  test('takes it for the same outage when nobody knows the name of the server any more', () => {
    for (const inTurn of [
      [refused, unknownHost],
      [unknownHost, refused],
    ]) {
      const { link, told } = keep();
      for (const failure of inTurn) link().fails(failure());
      expect(told).toHaveLength(1);
    }
  });

  test('tells during an outage what else a server says no with, once', () => {
    const { link, told } = keep({ isDroppedWhenSilent: false });
    for (let round = 0; round < 3; round += 1) {
      link().fails(refused());
      link().fails(new Error('WRONGPASS invalid username-password pair or user is disabled.'));
      link().fails(offline());
    }
    expect(told).toEqual(['refused', 'not_authorized']);
  });

  test('fails commands with the latest reason, of which that nothing is connected is none', async () => {
    const { link, send } = keep({ isDroppedWhenSilent: false });
    link().fails(refused());
    link().fails(offline());
    await expect(send()).rejects.toMatchObject({ trouble: 'refused' });
    link().fails(unknownHost());
    await expect(send()).rejects.toMatchObject({ trouble: 'unknown_host' });
  });

  test('tells of the end where one node of a Cluster was away and comes back by itself, and then of the next outage', async () => {
    const { link, links, told } = keep({ isDroppedWhenSilent: false });
    link().ready();
    link().fails(offline());
    link().answers = async () => false;
    await pass(beatMs);
    expect(told).toEqual(['ready', 'offline']);
    link().answers = async () => true;
    await pass(3 * beatMs);
    link().fails(refused());
    expect(told).toEqual(['ready', 'offline', 'ready', 'refused']);
    expect(links).toHaveLength(1);
  });

  test('needs nobody who listens for its being there', () => {
    const { open, link } = holdLinks();
    const connection = keepConnected({ open, isDroppedWhenSilent: true, onError: () => undefined });
    expect(() => link().ready()).not.toThrow();
    expect(connection.isReady()).toBe(true);
  });

  test('gives a command that is told no deadline one of its own', async () => {
    const { link, send } = keep();
    link().ready();
    link().reply = () => never;
    const late = send().catch((error: unknown) => error);
    await pass(deadlineMs);
    expect(await late).toMatchObject({ trouble: 'timeout' });
    expect(link().sent[0]?.options.signal?.aborted).toBe(true);
  });

  test('waits half a second for an answer unless told otherwise', async () => {
    const { open, link } = holdLinks();
    const connection = keepConnected({ open, isDroppedWhenSilent: true, onError: () => undefined });
    link().ready();
    link().reply = () => never;
    let isOver = false;
    const late = connection.send(['GET', 'a'], { key: 'a' }).catch(() => (isOver = true));
    await pass(499);
    expect(isOver).toBe(false);
    await pass(1);
    await late;
    expect(isOver).toBe(true);
  });

  test('shares a deadline that it is handed, and takes back what writes, not what reads', async () => {
    const { connection, link } = keep();
    link().ready();
    const { signal } = new AbortController();
    const deadline = { signal: () => signal };
    await connection.send(['SET', 'a', '1'], { key: 'a', deadline });
    await connection.send(['GET', 'a'], { key: 'a', deadline, isRead: true, asBytes: true });
    expect(link().sent).toEqual([
      { command: ['SET', 'a', '1'], options: { key: 'a', asBytes: false, signal } },
      { command: ['GET', 'a'], options: { key: 'a', asBytes: true, signal: undefined } },
    ]);
  });

  test('fails with a word for what the server said, and goes on', async () => {
    const { link, send, told } = keep();
    link().ready();
    link().reply = async () => {
      throw new Error('BUSY Redis is busy running a script.');
    };
    await expect(send()).rejects.toMatchObject({ name: 'RedisFailure', trouble: 'busy' });
    expect(told).toEqual(['ready']);
  });
});

describe('a primary that is asked by itself', () => {
  const askOne = async ({ connection }: ReturnType<typeof keep>): Promise<unknown> => {
    const [ask] = connection.primaries();
    return ask?.(['SCAN', '0']);
  };

  test('answers with what it said', async () => {
    const kept = keep();
    kept.link().ready();
    kept.link().ask = async (command) => ['0', command];
    expect(await askOne(kept)).toEqual(['0', ['SCAN', '0']]);
  });

  test('is not asked while the server is away', async () => {
    const kept = keep();
    await expect(askOne(kept)).rejects.toMatchObject({ trouble: 'offline' });
    kept.link().fails(Object.assign(new Error(), { code: 'ECONNREFUSED' }));
    await expect(askOne(kept)).rejects.toMatchObject({ trouble: 'refused' });
  });

  test('has a deadline, and fails with a word like everything else', async () => {
    const kept = keep();
    kept.link().ready();
    kept.link().ask = readOnly;
    await expect(askOne(kept)).rejects.toMatchObject({ name: 'RedisFailure', trouble: 'read_only' });
    kept.link().ask = () => never;
    const late = askOne(kept).catch((error: unknown) => error);
    await pass(deadlineMs);
    expect(await late).toMatchObject({ trouble: 'timeout' });
  });
});

describe('a full server', () => {
  const full = async () => {
    throw new Error("OOM command not allowed when used memory > 'maxmemory'.");
  };

  test('is told as trouble once, until it takes something that needs room', async () => {
    const { connection, link, told, send } = keep();
    link().ready();
    link().reply = full;
    await expect(send()).rejects.toMatchObject({ trouble: 'out_of_memory' });
    await expect(send()).rejects.toMatchObject({ trouble: 'out_of_memory' });
    link().reply = async () => 'OK';
    await send();
    expect(told).toEqual(['ready', 'out_of_memory']);
    await connection.send(['SET', 'a', '1'], { key: 'a' });
    await connection.send(['SET', 'a', '1'], { key: 'a' });
    expect(told).toEqual(['ready', 'out_of_memory', 'ready']);
  });

  test('is what is over when it takes something again, and no other trouble', async () => {
    const { connection, link, told } = keep();
    link().ready();
    link().fails(offline());
    await connection.send(['SET', 'a', '1'], { key: 'a' });
    expect(told).toEqual(['ready', 'offline']);
  });
});

describe('a server that is silent', () => {
  const silence = async (options: Changes = {}) => {
    const kept = keep(options);
    kept.link().ready();
    kept.link().answers = () => never;
    await pass(2 * beatMs + deadlineMs - 1);
    return kept;
  };

  test('is replaced when it has missed two beats, and said to be silent', async () => {
    const { links, link, told } = await silence();
    expect(links).toHaveLength(1);
    await pass(1);
    expect(links).toHaveLength(2);
    expect(link(0).destroyed).toBe(1);
    // That its successor finds nobody is the same outage.
    link(1).fails(refused());
    expect(told).toEqual(['ready', 'timeout']);
  });

  test('is kept in use until there is another one where other nodes still answer', async () => {
    const { links, link, send } = await silence({ isDroppedWhenSilent: false });
    await pass(1);
    expect(links).toHaveLength(2);
    expect(link(0).destroyed).toBe(0);
    await send();
    expect(link(0).sent).toHaveLength(1);
    link(1).ready();
    await send();
    expect([link(0).sent.length, link(1).sent.length]).toEqual([1, 1]);
  });

  test('gets time for what is under way before it is let go', async () => {
    const { link, told } = await silence({ isDroppedWhenSilent: false });
    await pass(1);
    link(1).ready();
    expect(told).toEqual(['ready', 'timeout', 'ready']);
    await pass(deadlineMs - 1);
    expect(link(0).destroyed).toBe(0);
    await pass(1);
    expect(link(0).destroyed).toBe(1);
  });

  test('has one successor at a time', async () => {
    const { links } = await silence({ isDroppedWhenSilent: false });
    await pass(10 * beatMs);
    expect(links).toHaveLength(2);
  });

  test('is not asked any more while another one is on its way', async () => {
    const { link } = await silence({ isDroppedWhenSilent: false });
    await pass(1);
    let asked = 0;
    link(0).answers = async () => (asked += 1) > 0;
    await pass(3 * beatMs);
    expect(asked).toBe(0);
    link(1).ready();
    link(1).answers = link(0).answers;
    await pass(beatMs);
    expect(asked).toBe(1);
  });

  test('that missed one beat and answers again is left alone', async () => {
    const { links, link } = keep();
    link().ready();
    for (let round = 0; round < 4; round += 1) {
      link().answers = () => never;
      await pass(beatMs + deadlineMs);
      link().answers = async () => true;
      await pass(2 * beatMs - deadlineMs);
    }
    expect(links).toHaveLength(1);
  });

  test('towards a beat alone, and answers others, is only busy', async () => {
    const { links, send } = await silence();
    await send();
    await pass(2 * beatMs - deadlineMs);
    await send();
    await pass(deadlineMs);
    expect(links).toHaveLength(1);
  });

  test('is not heard through the other nodes of a Cluster', async () => {
    const { links, send } = await silence({ isDroppedWhenSilent: false });
    await send();
    await pass(1);
    expect(links).toHaveLength(2);
  });

  test('that says no to a beat counts as silent too', async () => {
    const { links, link } = keep();
    link().ready();
    link().answers = async () => false;
    await pass(2 * beatMs);
    expect(links).toHaveLength(2);
  });

  test('is not asked while it is away: it comes back by itself', async () => {
    const { links, link } = keep();
    link().answers = () => never;
    await pass(10 * beatMs);
    expect(links).toHaveLength(1);
  });
});

describe('a primary that has become a replica', () => {
  test('is replaced at the next beat, once for each time that it refused', async () => {
    const { links, link, send, told } = keep();
    link().ready();
    link().reply = readOnly;
    await expect(send()).rejects.toMatchObject({ trouble: 'read_only' });
    expect(told).toEqual(['ready', 'read_only']);
    await pass(beatMs);
    expect(links).toHaveLength(2);
    // It still serves what reads.
    expect(link(0).destroyed).toBe(0);
    link(1).ready();
    await pass(5 * beatMs);
    expect(links).toHaveLength(2);
    expect(told).toEqual(['ready', 'read_only', 'ready']);
  });
});

describe('closing', () => {
  test('waits for what is under way, and lets go', async () => {
    const { connection, link } = keep();
    link().ready();
    let isClosed = false;
    link().close = async () => (isClosed = true);
    await connection.close();
    expect([isClosed, link().destroyed]).toEqual([true, 1]);
  });

  test('waits no longer than a command may take, and passes over what fails', async () => {
    for (const close of [() => never, () => Promise.reject(new Error('closed already'))]) {
      const { connection, link } = keep();
      link().close = close;
      const closed = connection.close();
      await pass(deadlineMs);
      await closed;
      expect(link().destroyed).toBe(1);
    }
  });

  test('may be done twice, and happens once', async () => {
    const { connection, link } = keep();
    await connection.close();
    await connection.close();
    expect(link().destroyed).toBe(1);
  });

  test('ends every beat and every word to who listens', async () => {
    const { connection, links, link, told } = keep();
    link().ready();
    await connection.close();
    link().answers = () => never;
    link().fails(offline());
    link().ready();
    await pass(10 * beatMs);
    expect(told).toEqual(['ready']);
    expect(links).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('while a beat is out opens nothing any more', async () => {
    const { connection, links, link } = keep();
    link().ready();
    link().answers = () => never;
    await pass(2 * beatMs);
    await connection.close();
    await pass(deadlineMs);
    expect(links).toHaveLength(1);
  });

  test('lets go of the one that was to take over as well', async () => {
    const { connection, links, link } = keep({ isDroppedWhenSilent: false });
    link().ready();
    link().answers = () => never;
    await pass(3 * beatMs);
    expect(links).toHaveLength(2);
    await connection.close();
    expect([link(0).destroyed, link(1).destroyed]).toEqual([1, 1]);
  });
});
