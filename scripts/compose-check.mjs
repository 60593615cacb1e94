// `node scripts/compose-check.mjs`: starts compose.try.yaml on this machine's engine, signs in through the proxy as a browser does,
// lets the pool die and come back, signs in again, and sees that `down` leaves nothing. Without an engine it says so and ends well:
// what can be said without one, test/outside/deploy holds.
import { execFileSync, spawnSync } from 'node:child_process';
import { Agent, request } from 'node:https';
import { request as plainRequest } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

const site = 'https://localhost:8443';
const compose = (...args) => ['compose', '-f', 'compose.try.yaml', ...args];
const docker = (args, options = {}) => execFileSync('docker', args, { encoding: 'utf8', ...options });

const engine = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { encoding: 'utf8' });
const plugin = spawnSync('docker', ['compose', 'version', '--short'], { encoding: 'utf8' });
if (engine.status !== 0 || plugin.status !== 0) {
  console.log(
    'No Docker engine with Compose answers here: nothing was started. The files are checked by their schema in npm test.',
  );
  process.exit(0);
}
console.log(`Engine ${engine.stdout.trim()}, Compose ${plugin.stdout.trim()}`);

// The certificate is of an authority that exists for this try only.
const agent = new Agent({ rejectUnauthorized: false });

// One browser: cookies by host, redirects by hand.
const jar = new Map();
const send = (url, { form } = {}) =>
  new Promise((resolve, reject) => {
    const { protocol, host } = new URL(url);
    const cookies = jar.get(host) ?? new Map();
    jar.set(host, cookies);
    const body = form === undefined ? undefined : new URLSearchParams(form).toString();
    const secure = protocol === 'https:';
    const call = (secure ? request : plainRequest)(url, {
      ...(secure && { agent }),
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'text/html',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body !== undefined && {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'origin': new URL(url).origin,
        }),
      },
    });
    call.setTimeout(20_000, () => call.destroy(new Error(`${url} does not answer`)));
    call.on('error', reject);
    call.on('response', (answer) => {
      for (const line of answer.headers['set-cookie'] ?? []) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
        if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      const { location } = answer.headers;
      const known = { url, status: answer.statusCode, location: location && new URL(location, url).href };
      textOf(answer).then((text) => resolve({ ...known, text }), reject);
    });
    call.end(body);
  });

const followed = async (answer) => {
  let last = answer;
  for (let hops = 0; last.location !== undefined && hops < 12; hops += 1) last = await send(last.location);
  return last;
};

const attribute = (tag, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&');

const signIn = async () => {
  jar.clear();
  const page = await followed(await send(`${site}/auth/sign-in?return_to=%2Faccount`));
  const form = page.text.match(/<form[^>]*method="post"[^]*?<\/form>/i)?.[0] ?? '';
  const hidden = [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
    attribute(tag, 'name'),
    attribute(tag, 'value') ?? '',
  ]);
  const action = new URL(attribute(form, 'action') ?? page.url, page.url).href;
  const credentials = { username: 'ada@example.com', password: 'Local-Pool-1' };
  const account = await followed(
    await send(action, { form: { ...Object.fromEntries(hidden), ...credentials } }),
  );
  if (
    account.status !== 200 ||
    !account.url.startsWith(`${site}/account`) ||
    !account.text.includes('ada@example.com')
  )
    throw new Error(`Signing in ended at ${account.url.split('?')[0]} with ${account.status}`);
  console.log(`Signed in through ${site}`);
};

const left = () =>
  ['ps --all', 'network ls', 'volume ls'].map((what) =>
    docker([
      ...what.split(' '),
      '--quiet',
      '--filter',
      'label=com.docker.compose.project=cognito-try',
    ]).trim(),
  );

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
  docker(compose('kill', '--signal', 'KILL', 'pool'), { stdio: 'inherit' });
  docker(compose('up', '--detach', '--wait', 'pool'), { stdio: 'inherit' });
  await signIn();
} catch (error) {
  docker(compose('logs', '--tail', '20'), { stdio: 'inherit' });
  console.error(error.message);
  process.exitCode = 1;
} finally {
  docker(compose('down'), { stdio: 'inherit' });
}
const remains = left().filter((ids) => ids !== '');
if (remains.length > 0) {
  console.error(`down left something behind: ${remains.join(' ')}`);
  process.exitCode = 1;
}
if (process.exitCode === undefined) console.log('All well.');
