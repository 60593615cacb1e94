// Where pictures are taken: the demo, the examples beside it, and a shop whose payments need a second factor.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { startShop } from './shop.mjs';

export const password = 'Local-Pool-1';

/** At the sign-in page of the local pool. */
export const fillInSignIn = async (page, email) => {
  await page.fill('input[name=username]:visible', email);
  await page.fill('input[name=password]:visible', password);
  await page.press('input[name=password]:visible', 'Enter');
};

const signInAt = (origin) => async (page, email) => {
  await page.goto(`${origin}/account`);
  await fillInSignIn(page, email);
  await page.waitForURL(`${origin}/**`);
};

/** A program in a group of its own, so that what it starts ends with it. */
const start = (command, args, options) => {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true, ...options });
  const ended = once(child, 'exit');
  const close = async () => {
    if (child.exitCode === null) process.kill(-Number(child.pid), 'SIGINT');
    await ended;
  };
  return { child, ended, close };
};

/** The usual port, for it is read in pictures; another one where it is taken. */
const portNear = async (usual) => {
  const server = createServer();
  server.listen(usual, '127.0.0.1');
  const isTaken = await once(server, 'listening').then(
    () => false,
    () => true,
  );
  if (isTaken) await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address();
  server.close();
  return port;
};

const startDemo = async () => {
  const ports = [await portNear(3000), await portNear(9400), await portNear(9401)];
  const flags = ['--port', ports[0], '--pool-port', ports[1], '--domain-port', ports[2]].map(String);
  const { child, ended, close } = start(process.execPath, ['dist/demo.js', ...flags]);
  let printed = '';
  const isUp = new Promise((resolve) => {
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      if (printed.includes('Ctrl-C')) resolve();
    });
  });
  await Promise.race([isUp, ended.then(() => Promise.reject(new Error(`The demo ended: ${printed}`)))]);
  const origin = `http://localhost:${ports[0]}`;
  return { origin, poolApi: `http://127.0.0.1:${ports[1]}`, signIn: signInAt(origin), close };
};

/** An example as its README starts it, with the demo. It listens where the demo lets it in, and nowhere else. */
const startExample = async (folder, origin) => {
  const demo = await placeNamed('demo');
  const api = `${demo.origin}/api`;
  const settings = {
    COGNITO_ISSUER: `${demo.poolApi}/us-east-1_Local0001`,
    API: `${api}/`,
    VITE_USER_POOL_ENDPOINT: demo.poolApi,
    VITE_API: api,
  };
  const example = start('npm', ['start'], {
    cwd: `examples/${folder}`,
    stdio: 'ignore',
    env: { ...process.env, ...settings },
  });
  const isUp = () => fetch(origin).then(Boolean, () => false);
  while (!(await isUp())) {
    if (example.child.exitCode !== null) throw new Error(`npm start in examples/${folder} ended`);
    await wait(200);
  }
  return { origin, signIn: demo.signIn, close: example.close };
};

const startShopOfItsOwn = async () => {
  const shop = await startShop();
  return { ...shop, signIn: signInAt(shop.origin) };
};

const starts = {
  demo: startDemo,
  spa: () => startExample('spa', 'http://127.0.0.1:5173'),
  amplify: () => startExample('amplify', 'http://localhost:5174'),
  shop: startShopOfItsOwn,
};

const places = new Map();

/** Starts it where it is asked for the first time. */
export const placeNamed = async (name) => {
  if (!places.has(name)) places.set(name, starts[name]());
  return places.get(name);
};

export const closePlaces = async () => {
  for (const place of [...places.values()].toReversed()) await (await place).close();
};
