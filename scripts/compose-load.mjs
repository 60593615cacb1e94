// `node scripts/compose-load.mjs`: what a compose file does while people use it. It starts the file on this machine's engine, as a
// project of its own, keeps people signed in and lets others sign in and out, and says of each step what they noticed. Without an
// engine it says so and ends well.
//
//   node scripts/compose-load.mjs                    docker-compose.yml, with a local user pool beside it: other numbers of replicas,
//                                                    each of them replaced, store and pool restarted
//   node scripts/compose-load.mjs --former IMAGE     the same file: the site of that image, replaced by this one, and back
//   node scripts/compose-load.mjs --try              compose.try.yaml: its pool, its store and a replica restarted
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createBrowser } from './engine/browser.mjs';
import { docker, engineOrEnd, remainsOf, run } from './engine/docker.mjs';
import { startLoad } from './engine/load.mjs';

const { values } = parseArgs({
  options: {
    'former': { type: 'string' },
    'try': { type: 'boolean', default: false },
    'people': { type: 'string', default: '20' },
    'per-second': { type: 'string', default: '40' },
    // Each is two requests of the 120 a minute that the try-out allows one address.
    'sign-ins-per-minute': { type: 'string', default: '30' },
  },
});
const { former } = values;
const site = 'https://localhost:8443';
const project = 'cognito-load';
const thisImage = 'cognito-relying-party-site';

const compose = (...args) => run('docker', ['compose', ...args]);
const restart = (service) => [`${service} restarted`, () => compose('restart', service)];
const idle = ['nothing', () => pause(15_000)];

const scaled = (from, to) => [
  `${from} to ${to} replicas`,
  () => compose('up', '--detach', '--no-recreate', '--wait', '--scale', `site=${to}`, 'site'),
];

const replacedBy = (what, image = thisImage) => [
  what,
  async () => {
    process.env.SITE_IMAGE = image;
    await run('deploy/replace-replicas.sh', []);
    const images = new Set(docker(['compose', 'ps', '--format', '{{.Image}}', 'site']).trim().split('\n'));
    if (images.size > 1 || !images.has(image))
      throw new Error(`Runs ${[...images].join(', ')} in place of ${image}`);
  },
];

const steps = () => {
  if (values.try) return [idle, restart('pool'), restart('store'), restart('site-a')];
  if (former !== undefined)
    return [idle, replacedBy('this one in its place'), replacedBy('the former again', former)];
  return [
    idle,
    scaled(2, 4),
    scaled(4, 2),
    replacedBy('replaced one by one'),
    restart('store'),
    restart('pool'),
  ];
};

engineOrEnd();

// Nothing of what somebody runs here already, nor of its settings.
Object.assign(process.env, {
  COMPOSE_PROJECT_NAME: project,
  COMPOSE_DISABLE_ENV_FILE: '1',
  COMPOSE_FILE: values.try ? 'compose.try.yaml' : 'docker-compose.yml:scripts/engine/pool.yaml',
  SITE_IMAGE: former ?? thisImage,
  COGNITO_ISSUER: 'https://cognito-idp.us-east-1.amazonaws.com:9400/us-east-1_Local0001',
  COGNITO_CLIENT_ID: 'load',
  // Everybody comes from one address here.
  AUTH_REQUESTS_PER_MINUTE: '10000',
});

let load;
try {
  docker(['compose', 'build', ...(former === undefined ? [] : ['pool', 'prepare'])], { stdio: 'inherit' });
  docker(['compose', 'up', '--detach', '--wait', ...(values.try ? ['proxy'] : [])], { stdio: 'inherit' });

  const people = Array.from({ length: Number(values.people) }, () => createBrowser(site));
  for (const person of people) await person.signIn('ada@example.com');
  load = startLoad({
    site,
    people,
    perSecond: Number(values['per-second']),
    newcomer: () => createBrowser(site),
    perMinute: Number(values['sign-ins-per-minute']),
  });

  const seen = {};
  for (const [what, act] of steps()) {
    await act();
    // What comes late belongs to the step as well.
    await pause(5000);
    seen[what] = await load.take();
  }
  console.table(seen);
} catch (error) {
  docker(['compose', 'logs', '--tail', '20'], { stdio: 'inherit' });
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await load?.stop();
  docker(['compose', 'down', '--volumes'], { stdio: 'inherit' });
}
const remains = remainsOf(project);
if (remains.length > 0) {
  console.error(`down left something behind: ${remains.join(' ')}`);
  process.exitCode = 1;
}
