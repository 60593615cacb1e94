import { loadColumns } from '../support/columns.mjs';
import { get, measuredLoad } from '../support/load.mjs';
import { sideBySide } from '../support/rounds.mjs';

export const what =
  'A page that asks for a sign-in, and nobody is signed in: the redirect, over 16 connections.';
export const baseline = 'bare';
export const peers = ['bare', 'site-memory', 'site-redis', 'eoc-cookie', 'eoc-memory', 'authjs'];
export const columns = loadColumns;

export const run = ({ world, names, size, say }) =>
  sideBySide({
    world,
    names,
    rounds: size.rounds,
    say,
    measure: (server) =>
      measuredLoad(server, get(server, server.peer.guardPath), {
        status: server.peer.isOurs ? 303 : 302,
        seconds: size.seconds,
      }),
  });
