// Everything that the servers of a run have around them: one pool, one Redis, a port for each, and cores.
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { startServerProcess, startTeller } from './child.mjs';
import { freePorts } from './free-ports.mjs';
import { startRedis } from './redis.mjs';
import { createBrowser } from './browser.mjs';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const probe = new URL('./probe.mjs', import.meta.url).href;
const portsEach = 4;

/** `names`: the peers that may be started; `pool`: options of the local pool. */
export const startWorld = async ({ names, cores, pool: poolOptions = {} }) => {
  const [redisPort, ...ports] = await freePorts(1 + names.length * portsEach);
  const peers = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await import(`../peers/${name}.mjs`)])),
  );
  const portsOf = (name) => ports.slice(names.indexOf(name) * portsEach).slice(0, portsEach);
  const callbackUrls = names.flatMap((name) =>
    peers[name].callbackPath === undefined
      ? []
      : portsOf(name).map((port) => `http://localhost:${port}${peers[name].callbackPath}`),
  );
  const isRedisWanted = names.some((name) => peers[name].needsRedis);
  const redis = isRedisWanted ? await startRedis(redisPort) : undefined;
  const teller = await startTeller(file('./pool.mjs'), [
    JSON.stringify({
      callbackUrls: [...callbackUrls, 'http://localhost:3000/auth/callback'],
      ...poolOptions,
    }),
  ]);
  const pool = { ...teller.told, ask: teller.ask };
  const sessionSecret = randomBytes(32).toString('base64url');
  const running = new Set();
  let pageBytes;

  /**
   * `nth` and `of`: which of so many of its kind. Replicas share the origin of the first. `isCrowded`: its store takes
   * `ask('fill', { count })`. With `hasOwnRedis`, it shares none.
   */
  const start = async (
    name,
    { nth = 0, of = 1, isReplica = false, isCrowded = false, hasOwnRedis = false } = {},
  ) => {
    const peer = peers[name];
    const port = portsOf(name)[nth];
    const origin = `http://localhost:${portsOf(name)[isReplica ? 0 : nth]}`;
    const ownRedis = hasOwnRedis && peer.needsRedis ? await startRedis(...(await freePorts(1))) : undefined;
    const redisUrl = (ownRedis ?? redis)?.url;
    const options = { port, origin, pool: teller.told, redisUrl, isCrowded, sessionSecret };
    if (!peer.hasOwnLength) options.pageBytes = pageBytes;
    const {
      file: program,
      args = [],
      env,
    } = peer.program?.(options) ?? {
      file: file('./serve.mjs'),
      args: [name],
      env: { BENCH_OPTIONS: JSON.stringify(options) },
    };
    const command = [process.execPath, '--import', probe, program, ...args];
    const began = performance.now();
    const child = startServerProcess(name, cores.commandFor(command, { count: of }), env);
    const server = { name, peer, port, origin, pool, ask: child.ask, pid: child.pid };
    running.add(server);
    server.stop = async () => {
      running.delete(server);
      await child.stop();
      await ownRedis?.stop();
    };
    await Promise.race([
      untilReady(`http://127.0.0.1:${port}${peer.readyPath ?? '/'}`),
      child.exited.then((code) => {
        throw new Error(`${name} ended with ${code} before it was ready`);
      }),
    ]);
    server.startMs = performance.now() - began;
    return server;
  };

  return {
    pool,
    peers,
    hasRedis: redis !== undefined,
    start,
    /** Starts the site once, to see how long its page is: the others send as much. */
    learnPageLength: async () => {
      const site = await start('site-memory');
      const { pageBytes: seen } = await createBrowser(site).signIn();
      pageBytes = seen;
      await site.stop();
      return seen;
    },
    stop: async () => {
      await Promise.all([...running].map((server) => server.stop()));
      await teller.stop();
      await redis?.stop();
    },
  };
};

const untilReady = async (url) => {
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline) {
    const isReady = await fetch(url).then(
      async (response) => {
        await response.arrayBuffer();
        return response.ok;
      },
      () => false,
    );
    if (isReady) return;
    await pause(5);
  }
  throw new Error(`${url} does not get ready`);
};
