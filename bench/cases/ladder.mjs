import { createBrowser } from '../support/browser.mjs';
import { compared } from '../support/columns.mjs';
import { measuredLoad } from '../support/load.mjs';
import { sideBySide } from '../support/rounds.mjs';
import { pageRequest } from './page.mjs';
import { measuredSignIns } from './sign-in.mjs';

export const what =
  'The quick-start grown into what this site does beside it, one step more in each row: CPU of a page over 16 connections, and of a whole sign-in.';
export const baseline = 'quick-start-padded';
export const peers = [
  'bare',
  'quick-start-padded',
  'grown-headers',
  'grown-log',
  'grown-metrics',
  'grown-pkce',
  'grown-tokens',
  'grown-session',
  'grown-sealed',
  'site-memory',
];
export const columns = [compared('pageUs', 'page CPU µs'), compared('signInMs', 'sign-in CPU ms')];

const prepare = (server) => (server.peer.callbackPath === undefined ? undefined : createBrowser(server));

export const run = ({ world, names, size, say }) =>
  sideBySide({
    world,
    names,
    rounds: size.rounds,
    say,
    prepare,
    measure: async (server, browser) => ({
      // Signed in anew: of a person's sessions this site ends the oldest, and each round has a hundred sign-ins.
      pageUs: (await measuredLoad(server, await pageRequest(server), { seconds: size.seconds })).cpuUs,
      signInMs: browser && (await measuredSignIns(server, browser, size.signIns)).cpuMs,
    }),
  });
