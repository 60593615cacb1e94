import { beforeEach, expect, test } from '@jest/globals';
import type { Request } from 'express';
import { createMemoryStore } from '../../../src/auth/index.js';
import { startBareSite, type BareSite } from '../../support/bare-site.js';
import type { Browser } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { createFaultyStore, type FaultyStore } from '../../support/faulty-store.js';
import { signedIn } from '../../support/people.js';

type Data = Record<string, unknown>;

const closing = closeAfterEach();

let site: BareSite;
let store: FaultyStore;
let browser: Browser;
/** What the routes wait for, so that as many requests as a test wants have read the session before the first one writes. */
let gate: { readonly opened: Promise<void>; open(): void };
let waiting = 0;
let allWait: { readonly count: number; done(): void } | undefined;

const dataOf = (request: Request): Data => request.session as unknown as Data;

beforeEach(async () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  gate = { opened, open: () => open() };
  waiting = 0;
  site = closing(
    await startBareSite({
      store: (now) => {
        store = createFaultyStore(createMemoryStore({ now }));
        return store;
      },
      routes: (app, auth) => {
        app.get('/data', (request, response) => {
          const { cookie: _cookie, signIn: _signIn, ...data } = dataOf(request);
          response.json(data);
        });
        app.get('/change', auth.requireSignIn(), async (request, response) => {
          const query = new URL(request.originalUrl, 'http://site.invalid').searchParams;
          const set: Data = JSON.parse(query.get('set') ?? '');
          waiting += 1;
          if (waiting === allWait?.count) allWait.done();
          if (!query.has('now')) await gate.opened;
          for (const [name, entry] of Object.entries(set)) {
            if (entry === null) delete dataOf(request)[name];
            else dataOf(request)[name] = entry;
          }
          response.send('changed');
        });
      },
    }),
  );
  browser = await signedIn(site);
});

const change = (set: Data, { atOnce = false } = {}) => {
  const query = new URLSearchParams({ set: JSON.stringify(set), ...(atOnce && { now: '1' }) });
  return browser.send(`${site.origin}/change?${query.toString()}`);
};
const data = async (): Promise<Data> => JSON.parse((await browser.send(`${site.origin}/data`)).text);

/** Sends requests that all read the session before any of them writes, and waits for them. */
const together = async (changes: readonly Data[], meanwhile = async () => {}): Promise<void> => {
  const allRead = new Promise<void>((resolve) => {
    allWait = { count: waiting + changes.length, done: resolve };
  });
  const sent = changes.map((set) => change(set));
  await allRead;
  await meanwhile();
  gate.open();
  await Promise.all(sent);
};

test('two requests that change different entries at once lose neither, and nothing is to be told (F-R36)', async () => {
  await change({ kept: 'as it was', gone: 1 }, { atOnce: true });
  await together([{ cart: ['pear'] }, { theme: 'dark', gone: null }]);
  expect(await data()).toEqual({ kept: 'as it was', cart: ['pear'], theme: 'dark' });
  expect(site.eventsOf('app_data_overwritten')).toEqual([]);
});

test('of two that change the same entry the later stands, and an event says that one was lost (F-R36)', async () => {
  await change({ visits: 5, other: true }, { atOnce: true });
  await together([{ visits: 6 }, { visits: 6 }]);
  expect(await data()).toEqual({ visits: 6, other: true });
  expect(site.eventsOf('app_data_overwritten')).toMatchObject([
    { session: expect.stringMatching(/^[\w-]{8}$/) },
  ]);
});

test('thirty requests that each keep something of their own all keep it (F-R36)', async () => {
  const changes = Array.from({ length: 30 }, (_, index) => ({ [`entry-${index}`]: index }));
  await together(changes);
  expect(await data()).toEqual(Object.assign({}, ...changes));
});

test('what a process of the release before writes meanwhile, without looking, is not lost either (F-R36)', async () => {
  await together([{ mine: 1 }], async () => {
    const [key = ''] = await store.keysOf({
      issuer: site.pool.issuer,
      id: site.pool.person('ada@example.com').sub,
    });
    await store.writeAppData(key, { theirs: 2 });
  });
  expect(await data()).toEqual({ mine: 1, theirs: 2 });
});

test('a change within an entry is a change of the entry', async () => {
  await change({ cart: { pears: 1 } }, { atOnce: true });
  await together([{ cart: { pears: 2 } }]);
  expect(await data()).toEqual({ cart: { pears: 2 } });
});

test('a page that changes nothing writes nothing, and one that does writes once', async () => {
  await change({ cart: ['pear'] }, { atOnce: true });
  const before = store.calls('writeAppData');
  await data();
  await change({}, { atOnce: true });
  expect(store.calls('writeAppData')).toBe(before);
  await change({ cart: ['pear', 'fig'] }, { atOnce: true });
  expect(store.calls('writeAppData')).toBe(before + 1);
});
