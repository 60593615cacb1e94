// Somebody who looks at a public page and somebody who is signed in, while others do harm. Questions are sent by the
// clock and not when the last one is answered, or a site that stands still would be asked only once.
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const everyMs = 50;
const patienceMs = 10_000;
const warmUpRounds = 150;

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

const ask = ({ port, origin, path, headers, agent }) =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const done = (isGood) => resolve({ isGood, ms: performance.now() - startedAt });
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        path,
        agent,
        headers: { host: new URL(origin).host, accept: 'text/html', ...headers },
      },
      (incoming) => {
        incoming.resume();
        incoming.on('end', () => done(incoming.statusCode === 200));
        incoming.on('error', () => done(false));
      },
    );
    outgoing.setTimeout(patienceMs, () => outgoing.destroy(new Error('too slow')));
    outgoing.on('error', () => done(false));
    outgoing.end();
  });

const askEach = (times, page) => Array.from({ length: times }, () => ask(page));

export const createWatch = ({ port, origin }, cookie) => {
  const pages = {
    health: { path: '/healthz', headers: {} },
    public: { path: '/', headers: {} },
    session: { path: '/account', headers: { cookie } },
  };
  return {
    /** Asks until the site's code is compiled as it is in one that has been running: a cold one takes several times as long for each. */
    async warmUp() {
      const agent = new Agent({ keepAlive: true, maxSockets: 8 });
      for (let round = 0; round < warmUpRounds; round += 1)
        await Promise.all(
          Object.values(pages).flatMap((page) => askEach(8, { port, origin, agent, ...page })),
        );
      agent.destroy();
    },
    /** Percentiles in milliseconds, and how many answers were wrong or never came. */
    async during(seconds) {
      const agent = new Agent({ keepAlive: true });
      const answers = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
      const pending = [];
      const endsAt = performance.now() + seconds * 1000;
      while (performance.now() < endsAt) {
        for (const [name, page] of Object.entries(pages)) {
          pending.push(ask({ port, origin, agent, ...page }).then((answer) => answers[name].push(answer)));
        }
        await pause(everyMs);
      }
      await Promise.all(pending);
      agent.destroy();
      return Object.fromEntries(
        Object.entries(answers).map(([name, all]) => {
          const times = all.map(({ ms }) => ms).toSorted((a, b) => a - b);
          const errors = all.filter(({ isGood }) => !isGood).length;
          return [
            name,
            { p50: percentile(times, 0.5), p99: percentile(times, 0.99), asked: all.length, errors },
          ];
        }),
      );
    },
  };
};
