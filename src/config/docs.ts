import type { Setting } from './setting.js';
import { settings } from './settings.js';

type Entry = readonly [name: string, setting: Setting<unknown>];

const entries: readonly Entry[] = Object.entries<Setting<unknown>>(settings);

const sections = [...new Set(entries.map(([, setting]) => setting.section))].map((section) => ({
  section,
  ofSection: entries.filter(([, setting]) => setting.section === section),
}));

/** `docs/configuration.md`, as the table of settings says it. */
export const configurationPage = (): string =>
  [
    '# Configuration',
    '',
    '<!-- Made from src/config/settings.ts by `npm run docs:config`. -->',
    '',
    'Settings come from the environment and from `.env` beside `package.json`; the environment wins. A setting marked † can also be given as a file: `SESSION_SECRET_FILE=/run/secrets/session` reads the secret from there. All problems are printed at once, one line each, and the process ends with exit code 78 before it listens.',
    '',
    ...sections.flatMap(({ section, ofSection }) => [`## ${section}`, '', ...tableOf(ofSection), '']),
    '## What is refused',
    '',
    ...refusals.map((refusal) => `- ${refusal}`),
    '',
  ].join('\n');

const tableOf = (ofSection: readonly Entry[]): readonly string[] => [
  '| name | default | meaning |',
  '|---|---|---|',
  ...ofSection.map(
    ([name, setting]) =>
      `| \`${name}\`${setting.isSecret ? '†' : ''} | ${defaultOf(setting)} | ${setting.meaning} |`,
  ),
];

const defaultOf = (setting: Setting<unknown>): string => {
  if (setting.isRequired) return '**required**';
  return setting.default === undefined ? (setting.otherwise ?? '') : `\`${setting.default}\``;
};

const refusals = [
  'http anywhere but on localhost, 127.0.0.1 and [::1], for the site, the issuer and the user pool domain.',
  'A session secret that is short, a placeholder, given twice, or the secret of the app client.',
  'An issuer, a user pool id and a user pool domain of different regions.',
  'The user pool domain given as the issuer, the discovery address given as the issuer, a slash at the end of an issuer, the callback address given as `BASE_URL`.',
  '`TRUST_PROXY=true` and ranges that contain everybody: then every caller could choose its own address.',
  'Scopes without `openid`, an idle limit longer than the absolute one, a client id with blanks.',
  '`NODE_TLS_REJECT_UNAUTHORIZED=0`, always. To trust an authority of your own: `NODE_EXTRA_CA_CERTS`.',
  'In production: sessions in memory unless `SESSION_STORE=memory` says so, Redis on another machine without TLS or without a password, and any `DEBUG` or `NODE_DEBUG` that makes modules print cookies, headers or authorization codes (`express-session`, `router`, `e*`, `http`, `net`, `undici`).',
] as const;

/** `.env.example`: every setting with its meaning; what has a default is commented out. */
export const envExample = (): string =>
  [
    '# Copy to .env and fill in. Made from src/config/settings.ts by `npm run docs:config`.',
    '# What the environment says already, wins over this file. Every setting: docs/configuration.md',
    ...sections.flatMap(({ section, ofSection }) =>
      ['', `# ${section}`].concat(ofSection.flatMap(exampleOf)),
    ),
    '',
  ].join('\n');

const exampleOf = ([name, setting]: Entry): readonly string[] => {
  const value = setting.default ?? setting.example ?? '';
  const line = setting.isRequired || name === 'COGNITO_USER_POOL_ID' ? `${name}=` : `# ${name}=${value}`;
  const hint = setting.isRequired && setting.example !== undefined ? ` For example ${setting.example}` : '';
  return ['', ...wrapped(`${setting.meaning.replaceAll('`', '')}${hint}`), line];
};

const wrapped = (text: string): readonly string[] =>
  (text.match(/.{1,98}(?: |$)/g) ?? []).map((line) => `# ${line.trimEnd()}`);
