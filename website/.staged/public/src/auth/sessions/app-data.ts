import { AuthError } from '../errors.js';
import type { Events } from '../events.js';
import type { AppData, SessionStore } from '../store.js';

/** What an app keeps in `req.session`, so that no request undoes what another one of the same session has written meanwhile. */
export interface AppDataKeeper {
  /** What the store has of this session. Whatever is different later, the request has changed. */
  remember(session: object, appData: AppData): void;
  /**
   * Writes the entries that the request has changed, and leaves all others as they are by now. Where another request
   * changed the same entry, the later one stands, and `app_data_overwritten` says so. A session that is over stays over.
   */
  save(key: string, session: object, appData: AppData): Promise<void>;
}

/** Where the data is, and who hears of what was lost. */
export interface AppDataKeeperDeps {
  readonly store: Pick<SessionStore, 'read' | 'writeAppData'>;
  readonly events: Events;
}

// Most sessions have none, and need not be remembered.
const none = '{}';

// Each round somebody gets through, so this many requests of one session may write at the same moment.
const mostRounds = 50;

/** Compares by entry: the names in `req.session`, each with whatever is in it. */
export const createAppDataKeeper = ({ store, events }: AppDataKeeperDeps): AppDataKeeper => {
  // As JSON, because what a page changes within an entry would change in here as well.
  const known = new WeakMap<object, string>();

  const write = async (key: string, before: AppData, after: AppData): Promise<void> => {
    const changed = changedIn(before, after);
    if (await store.writeAppData(key, after, { ifStill: before })) return;
    for (let round = 1; round < mostRounds; round += 1) {
      const current = await store.read(key);
      // Signed out meanwhile: what this request had to keep is not wanted any more.
      if (current === undefined) return;
      const next = withEntries(current.appData, after, changed);
      if (!(await store.writeAppData(key, next, { ifStill: current.appData }))) continue;
      const changedByOthers = changedIn(before, current.appData);
      if ([...changed].some((name) => changedByOthers.has(name)))
        events.emitFor({ key, signIn: current.signIn }, { type: 'app_data_overwritten' });
      return;
    }
    throw new AuthError('store_unreachable', { reason: 'contended' });
  };

  return {
    remember(session, appData) {
      const json = JSON.stringify(appData);
      if (json !== none) known.set(session, json);
    },
    async save(key, session, appData) {
      const before = known.get(session) ?? none;
      const after = JSON.stringify(appData);
      if (after === before) return;
      await write(key, JSON.parse(before), JSON.parse(after));
      known.set(session, after);
    },
  };
};

/** The names of the entries that are not alike, or are in one of the two only. */
const changedIn = (before: AppData, after: AppData): ReadonlySet<string> => {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  const names = new Set([...old.keys(), ...now.keys()]);
  return new Set([...names].filter((name) => old.get(name) !== now.get(name)));
};

const entriesOf = (appData: AppData): ReadonlyMap<string, string> =>
  new Map(Object.entries(appData).map(([name, entry]) => [name, JSON.stringify(entry)]));

/** What is there, with some entries as they are elsewhere: taken over, or left out where they are missing there. */
const withEntries = (there: AppData, elsewhere: AppData, names: ReadonlySet<string>): AppData =>
  Object.fromEntries([
    ...Object.entries(there).filter(([name]) => !names.has(name)),
    ...Object.entries(elsewhere).filter(([name]) => names.has(name)),
  ]);
