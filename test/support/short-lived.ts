import { createMemoryStore } from '../../src/auth/index.js';
import { startBareSite, type BareSite, type BareSiteOptions } from './bare-site.js';
import { createFaultyStore, type FaultyStore } from './faulty-store.js';

export const minuteMs = 60_000;

/** How long the tokens of `startShortLivedSite` are good for: the least that Cognito allows. */
export const tokenMs = 5 * minuteMs;

/** A site whose tokens live for five minutes, so that the time to refresh them comes before the idle limit. */
export const startShortLivedSite = async ({ pool, ...options }: Omit<BareSiteOptions, 'store'> = {}): Promise<
  BareSite & { readonly store: FaultyStore }
> => {
  let store: FaultyStore | undefined;
  const site = await startBareSite({
    ...options,
    pool: { accessTokenSeconds: 300, idTokenSeconds: 300, ...pool },
    store: (now) => (store = createFaultyStore(createMemoryStore({ now }))),
  });
  return { ...site, store: store ?? createFaultyStore(site.store) };
};
