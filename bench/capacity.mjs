// What so many signed-in people ask of the user pool and of Redis: two tables worked out, one simulated. It prints what
// docs/scaling.md shows (`npm run bench:capacity`), and a test keeps the two the same.
import { simulate } from './capacity/simulate.mjs';
import { tableOf } from './capacity/table.mjs';

// Measured: see docs/scaling.md.
const bytesPerSession = 6000;
const commands = { page: 1, seen: 1, refresh: 5, signIn: 9 };

// Assumed. A different site puts its own numbers here.
const activeShare = 0.2;
const secondsBetweenPages = 60;
const sessionHours = 8;

// Cognito's quotas, in requests per second.
const authenticationQuota = 120;
const clientLimit = 300;

const lives = [5, 15, 60, 240, 1440];
const minutes = (life) => (life < 60 ? `${life} min` : `${life / 60} h`);
const whole = (value) => Math.round(value).toLocaleString('en-US');
const short = (value) => (value < 10 ? value.toFixed(1) : whole(value));

const demandOf = (signedIn) => {
  const active = signedIn * activeShare;
  const pages = active / secondsBetweenPages;
  const signIns = signedIn / (sessionHours * 3600);
  // The idle limit is moved by the first page after a minute, a refresh is made by the first page in the last minute.
  const seen = active / (60 + secondsBetweenPages);
  const refreshesAt = (life) => active / (life * 60 - 60 + secondsBetweenPages);
  const redisAt = (life) =>
    pages * commands.page +
    seen * commands.seen +
    refreshesAt(life) * commands.refresh +
    signIns * commands.signIn;
  return { active, pages, signIns, refreshesAt, redisAt };
};

const demand = tableOf(
  ['signed in', 'active', 'pages/s', 'sign-ins/s', ...lives.map((life) => `refreshes/s at ${minutes(life)}`)],
  [10_000, 100_000, 1_000_000, 10_000_000].map((signedIn) => {
    const { active, pages, signIns, refreshesAt } = demandOf(signedIn);
    const refreshes = lives.map((life) => short(refreshesAt(life)));
    return [whole(signedIn), whole(active), short(pages), short(signIns)].concat(refreshes);
  }),
);

const redis = tableOf(
  ['signed in', 'memory', 'commands/s at 5 min', 'commands/s at 60 min'],
  [10_000, 100_000, 1_000_000, 10_000_000].map((signedIn) => {
    const { redisAt } = demandOf(signedIn);
    return [
      whole(signedIn),
      `${short((signedIn * bytesPerSession) / 1e9)} GB`,
      whole(redisAt(5)),
      whole(redisAt(60)),
    ];
  }),
);

const carried = tableOf(
  [
    'access token',
    `active people at ${authenticationQuota}/s`,
    `active people at ${clientLimit}/s`,
    'a disabled person is out after',
  ],
  lives.map((life) => [
    minutes(life),
    whole(authenticationQuota * (life * 60 - 60 + secondsBetweenPages)),
    whole(clientLimit * (life * 60 - 60 + secondsBetweenPages)),
    minutes(life),
  ]),
);

const usual = {
  people: 200_000,
  lifeMinutes: 60,
  secondsBetweenPages,
  quota: authenticationQuota,
  replicas: 8,
};
const wave = { ...usual, people: 30_000, arriveWithinMinutes: 5 };
const scenarios = [
  { name: 'half an hour like any other', ...usual },
  { name: 'the pool away for 10 minutes', ...usual, outageMinutes: 10 },
  { name: 'the same, with a rest of 2 s after a 429', ...usual, outageMinutes: 10, restSeconds: 2 },
  { name: 'the same, with access tokens of 4 h', ...usual, outageMinutes: 10, lifeMinutes: 240 },
  { name: '30,000 sign in within 5 minutes, an hour later', ...wave },
  { name: 'the same, refreshed 1 to 6 minutes before the end', ...wave, jitterMinutes: 5 },
];

const simulated = tableOf(
  [
    'what happens',
    'most refreshes/s asked',
    'most granted',
    'refused (429)',
    'pages past the token’s end',
    'pages refused (503)',
    'over after',
  ],
  scenarios.map(({ name, ...scenario }) => {
    const seen = simulate(scenario);
    return [
      name,
      whole(seen.mostAsked),
      whole(seen.mostGranted),
      whole(seen.throttled),
      whole(seen.pagesOnGrace),
      whole(seen.pagesRefused),
      seen.overAfterSeconds === undefined ? '' : `${(seen.overAfterSeconds / 60).toFixed(1)} min`,
    ];
  }),
);

for (const table of [demand, carried, redis, simulated]) process.stdout.write(`${table}\n\n`);
