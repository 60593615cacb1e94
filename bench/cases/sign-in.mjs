import { createBrowser } from '../support/browser.mjs';
import { compared, plain } from '../support/columns.mjs';
import { medians } from '../support/figures.mjs';
import { sideBySide } from '../support/rounds.mjs';

export const what =
  'Whole sign-ins, one after the other, by people whom the pool knows: CPU of the server, and the time it took for its hops (median).';
export const baseline = 'quick-start';
export const peers = ['quick-start', 'site-memory', 'site-redis', 'eoc-cookie', 'eoc-memory', 'authjs'];
export const columns = [
  compared('cpuMs', 'CPU ms'),
  compared('wallMs', 'wall ms'),
  plain('start', 'start ms'),
  plain('callback', 'callback ms'),
  plain('page', 'page ms'),
];

/** So many whole sign-ins, one after the other: what each cost the server, and the median of each hop. */
export const measuredSignIns = async (server, browser, count) => {
  const before = await server.ask('usage');
  const all = [];
  for (let n = 0; n < count; n += 1) {
    const { hops } = await browser.signIn();
    all.push({ ...hops, wallMs: hops.start + hops.callback + hops.page });
  }
  const after = await server.ask('usage');
  return { cpuMs: (after.cpuUs - before.cpuUs) / 1000 / count, ...medians(all) };
};

export const run = ({ world, names, size, say }) =>
  sideBySide({
    world,
    names,
    rounds: size.rounds,
    say,
    prepare: createBrowser,
    measure: (server, browser) => measuredSignIns(server, browser, size.signIns),
  });
