import { beforeEach, describe, expect, test } from '@jest/globals';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import { createAppDataKeeper, type AppDataKeeper } from '../../../src/auth/sessions/app-data.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import type { AppData } from '../../../src/auth/store.js';
import { createFaultyStore, type FaultyStore } from '../../support/faulty-store.js';
import { sampleSession } from '../../support/sample-session.js';

// The keeper over the memory store, without requests: a page is an object that read the session and will save.

const key = 'the key of a session';

let store: FaultyStore;
let events: AuthEvent[];
let keeper: AppDataKeeper;
let userId: string;

beforeEach(async () => {
  store = createFaultyStore(createMemoryStore());
  events = [];
  keeper = createAppDataKeeper({ store, events: createEvents((event) => events.push(event)) });
  const session = sampleSession({ appData: { cart: ['pear'], theme: 'dark' } });
  userId = session.signIn.user.id;
  await store.create(key, session);
});

const inStore = async (): Promise<AppData | undefined> => (await store.read(key))?.appData;

/** A page that has read the session now, and saves later what it has made of it. */
const page = async () => {
  const session = {};
  const read = (await inStore()) ?? {};
  keeper.remember(session, read);
  return { read, save: (appData: AppData): Promise<void> => keeper.save(key, session, appData) };
};

describe('a page', () => {
  test('that changes something writes it, and that alone', async () => {
    const { save, read } = await page();
    await save({ ...read, cart: ['pear', 'fig'] });
    expect(await inStore()).toEqual({ cart: ['pear', 'fig'], theme: 'dark' });
  });

  test('that changes nothing writes nothing', async () => {
    const { save, read } = await page();
    await save({ ...read });
    expect(store.calls('writeAppData')).toBe(0);
  });

  test('that changed what it had read itself has changed it all the same', async () => {
    const { save, read } = await page();
    (read['cart'] as string[]).push('fig');
    await save(read);
    expect(await inStore()).toMatchObject({ cart: ['pear', 'fig'] });
  });

  test('that saves twice writes twice where it changed something in between, and else once', async () => {
    const { save } = await page();
    await save({ cart: [] });
    await save({ cart: [] });
    expect(store.calls('writeAppData')).toBe(1);
    await save({ cart: ['fig'] });
    expect(store.calls('writeAppData')).toBe(2);
    expect(await inStore()).toEqual({ cart: ['fig'] });
  });

  test('whose write failed may save again', async () => {
    const { save } = await page();
    store.fail('writeAppData', 1);
    await expect(save({ cart: [] })).rejects.toMatchObject({ code: 'store_unreachable' });
    await save({ cart: [] });
    expect(await inStore()).toEqual({ cart: [] });
  });

  test('of a new session, which has read nothing, keeps what it has', async () => {
    await store.writeAppData(key, {});
    await keeper.save(key, {}, { first: true });
    expect(await inStore()).toEqual({ first: true });
    await keeper.save(key, {}, {});
    expect(await inStore()).toEqual({ first: true });
  });
});

describe('two pages at once', () => {
  test('that change different entries lose neither: new ones, changed ones, and those that go (F-R36)', async () => {
    const [one, other] = [await page(), await page()];
    await one.save({ ...one.read, cart: ['pear', 'fig'], visits: 1 });
    await other.save({ cart: ['pear'], language: 'de' });
    expect(await inStore()).toEqual({ cart: ['pear', 'fig'], visits: 1, language: 'de' });
    expect(events).toEqual([]);
  });

  test.each([
    ['change the same entry', { cart: [] }, { cart: ['fig'] }, { cart: ['fig'] }],
    [
      'add the same entry',
      { cart: ['pear'], new: 1 },
      { cart: ['pear'], new: 2 },
      { cart: ['pear'], new: 2 },
    ],
    ['change what the other takes away', {}, { cart: ['fig'] }, { cart: ['fig'] }],
    ['take away what the other changes', { cart: ['fig'] }, {}, {}],
  ])(
    'that %s: the later one stands, and an event says whose was lost (F-R36)',
    async (_what, first, second, end) => {
      const [one, other] = [await page(), await page()];
      await one.save({ theme: 'dark', ...first });
      await other.save({ theme: 'dark', ...second });
      expect(await inStore()).toEqual({ theme: 'dark', ...end });
      expect(events).toEqual([{ type: 'app_data_overwritten', session: key.slice(0, 8), userId }]);
    },
  );

  test('that meet in one entry of several tell that something was overwritten', async () => {
    const [one, other] = [await page(), await page()];
    await one.save({ ...one.read, theme: 'light' });
    await other.save({ cart: [], theme: 'blue' });
    expect(await inStore()).toEqual({ cart: [], theme: 'blue' });
    expect(events).toMatchObject([{ type: 'app_data_overwritten', userId }]);
  });

  test('of which one signs out end there: nothing comes back', async () => {
    const { save } = await page();
    await store.end(key);
    await save({ cart: [] });
    expect(await inStore()).toBeUndefined();
    expect(store.calls('writeAppData')).toBe(1);
  });
});

describe('many pages at once', () => {
  /** Others write each time just before this page does. */
  const contend = (times: number): void => {
    const writeAppData = store.writeAppData.bind(store);
    let left = times;
    store.writeAppData = async (...args) => {
      left -= 1;
      if (left >= 0) await writeAppData(key, { others: left });
      return writeAppData(...args);
    };
  };

  test('each get through in the end: forty-nine may be faster', async () => {
    const { save } = await page();
    contend(49);
    await save({ theme: 'dark', cart: ['fig'] });
    expect(await inStore()).toEqual({ others: 0, cart: ['fig'] });
    expect(events).toHaveLength(1);
  });

  test('that never do end in an error, and in no endless loop', async () => {
    const { save } = await page();
    contend(50);
    await expect(save({ cart: ['fig'] })).rejects.toMatchObject({
      code: 'store_unreachable',
      reason: 'contended',
    });
  });
});
