import { createBrowser } from '../support/browser.mjs';
import { loadColumns } from '../support/columns.mjs';
import { get, measuredLoad } from '../support/load.mjs';
import { sideBySide } from '../support/rounds.mjs';

export const what = 'The page of somebody who is signed in, over 16 connections.';
export const baseline = 'bare';
export const peers = [
  'bare',
  'quick-start',
  'quick-start-padded',
  'site-memory',
  'site-redis',
  'eoc-cookie',
  'eoc-memory',
  'authjs',
];
export const columns = loadColumns;

/** The request for a page: with the cookie of a sign-in where there is one. */
export const pageRequest = async (server) => {
  const { peer } = server;
  if (peer.callbackPath === undefined) return get(server, peer.pagePath);
  const { cookie } = await createBrowser(server).signIn();
  return get(server, peer.pagePath, { cookie });
};

export const run = ({ world, names, size, say }) =>
  sideBySide({
    world,
    names,
    rounds: size.rounds,
    say,
    prepare: pageRequest,
    measure: (server, request) => measuredLoad(server, request, { seconds: size.seconds }),
  });
