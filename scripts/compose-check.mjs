// `node scripts/compose-check.mjs`: starts compose.try.yaml on this machine's engine, signs in through the proxy as a browser does,
// lets the pool die and come back with what it knew, signs in again, and sees that `down` leaves nothing. Without an engine it says
// so and ends well: what can be said without one, test/outside/deploy holds.
import { setTimeout as pause } from 'node:timers/promises';
import { createBrowser } from './engine/browser.mjs';
import { docker, engineOrEnd, remainsOf } from './engine/docker.mjs';

const site = 'https://localhost:8443';
const compose = (...args) => ['compose', '-f', 'compose.try.yaml', ...args];

engineOrEnd();

const browser = createBrowser(site);

const signIn = async () => {
  await browser.signIn('ada@example.com');
  console.log(`Signed in through ${site}`);
};

const untilReady = async () => {
  const end = performance.now() + 180_000;
  while (!docker(compose('logs', '--no-log-prefix', 'ready')).includes('Sign in as')) {
    if (performance.now() > end) throw new Error('It did not become ready within three minutes');
    await pause(1000);
  }
};

try {
  docker(compose('up', '--detach', '--build'), { stdio: 'inherit' });
  await untilReady();
  await signIn();
  // The pool writes down within a third of a second what it has answered.
  await pause(1000);
  docker(compose('kill', '--signal', 'KILL', 'pool'), { stdio: 'inherit' });
  docker(compose('up', '--detach', '--wait', 'pool'), { stdio: 'inherit' });
  await browser.comeBack('ada@example.com');
  await signIn();
} catch (error) {
  docker(compose('logs', '--tail', '20'), { stdio: 'inherit' });
  console.error(error.message);
  process.exitCode = 1;
} finally {
  docker(compose('down'), { stdio: 'inherit' });
}
const remains = remainsOf('cognito-try');
if (remains.length > 0) {
  console.error(`down left something behind: ${remains.join(' ')}`);
  process.exitCode = 1;
}
if (process.exitCode === undefined) console.log('All well.');
