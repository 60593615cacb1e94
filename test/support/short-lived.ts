import { createMemoryStore } from '../../src/auth/index.js';
import { startBareSite, type BareSite, type BareSiteOptions } from './bare-site.js';
import { createFaultyStore, type FaultyStore } from './faulty-store.js';

export const minuteMs = 60_000;

/** How long the tokens of `startShortLivedSite` are good for: the least that Cognito allows. */
export const tokenMs = 5 * minuteMs;

/** A site whose store can be told to fail. */
export const startFaultySite = async (
  options: Omit<BareSiteOptions, 'store'> = {},
): Promise<BareSite & { readonly store: FaultyStore }> => {
  let store: FaultyStore | undefined;
  const site = await startBareSite({
    ...options,
    store: (now) => (store = createFaultyStore(createMemoryStore({ now }))),
  });
  return { ...site, store: store ?? createFaultyStore(site.store) };
};

/** The same, with tokens that live for five minutes, so that the time to refresh them comes before the idle limit. */
export const startShortLivedSite = ({ pool, ...options }: Omit<BareSiteOptions, 'store'> = {}) =>
  startFaultySite({ ...options, pool: { accessTokenSeconds: 300, idTokenSeconds: 300, ...pool } });
