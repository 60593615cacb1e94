import { loadColumns } from '../support/columns.mjs';
import { get, measuredLoad } from '../support/load.mjs';
import { sideBySide } from '../support/rounds.mjs';

export const what =
  'A callback with a state that nobody was given, over 16 connections: what a stranger can make the server do. Each refuses in its own way.';
export const baseline = 'site-memory';
export const peers = ['site-memory', 'site-redis', 'quick-start', 'eoc-cookie', 'eoc-memory', 'authjs'];
export const columns = loadColumns;

export const run = ({ world, names, size, say }) =>
  sideBySide({
    world,
    names,
    rounds: size.rounds,
    say,
    prepare: async ({ origin, peer }) => {
      const path = `${peer.callbackPath}?code=none&state=nobody-was-given-this-one`;
      const { status } = await fetch(`${origin}${path}`, {
        redirect: 'manual',
        headers: { accept: 'text/html' },
      });
      return { path, status };
    },
    measure: (server, { path, status }) =>
      measuredLoad(server, get(server, path), { status, seconds: size.seconds }),
  });
