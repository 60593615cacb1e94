import { isLoopbackHost, regionOfDomain } from '../config/addresses.js';
import { fail, pass, warn, type Check, type Finding } from './check.js';
import { addressIn } from './document.js';
import type { Problem } from '../config.js';
import type { Subject } from './subject.js';

const newSecret = `node -p "require('node:crypto').randomBytes(32).toString('base64url')"`;

/** The settings as far as they can be read by themselves. What they refuse is told by `findingsOf`. */
export const settings: Check = {
  name: 'settings',
  run({ config }) {
    const isLocal = isLoopbackHost(new URL(config.baseUrl).hostname);
    return config.isProduction || isLocal
      ? pass(`Every setting can be read, and they go together. The site is ${config.baseUrl}.`)
      : warn(
          `BASE_URL is ${config.baseUrl}, and NODE_ENV is not production: what is good enough for development only is not refused.`,
          'NODE_ENV=production',
        );
  },
};

// A random text of 32 letters and digits has far more, a sentence far less.
const fewestBits = 100;

/** Shannon's measure over the characters of a text: what it is worth if they are chosen independently. */
const bitsOf = (text: string): number => {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - count * Math.log2(count / text.length), 0);
};

export const sessionSecret: Check = {
  name: 'session-secret',
  run({ config: { sessionSecrets } }) {
    const weak = sessionSecrets.findIndex((secret) => bitsOf(secret) < fewestBits);
    const many = sessionSecrets.length;
    if (weak >= 0)
      return warn(
        `Secret ${weak + 1} of ${many} in SESSION_SECRET is long enough, but repeats its characters so much that it may be guessed.`,
        `Make a new one, and change it as docs/operations.md says: ${newSecret}`,
      );
    return pass(
      many === 1
        ? 'SESSION_SECRET is one secret, long and random enough.'
        : `SESSION_SECRET holds ${many} secrets, each long and random enough: the first signs and seals, all verify and open.`,
    );
  },
};

export const proxy: Check = {
  name: 'proxy',
  run({ config }) {
    const { baseUrl, trustProxy, port } = config;
    const url = new URL(baseUrl);
    const trusted = typeof trustProxy === 'number' ? `${trustProxy}` : trustProxy?.join(', ');
    if (url.protocol === 'https:')
      return trusted === undefined || trustProxy === 0
        ? fail(
            `BASE_URL is ${baseUrl}, and the site itself speaks http: a proxy in front has to end TLS. None is trusted, so every request would be refused.`,
            'TRUST_PROXY=1   # the number of proxies in front, or their addresses; they must set X-Forwarded-Proto and X-Forwarded-For',
          )
        : pass(`BASE_URL is https, and TRUST_PROXY believes what is in front (${trusted}).`);
    if (trusted !== undefined && trustProxy !== 0)
      return warn(
        `BASE_URL is ${baseUrl}, an address of this machine, and TRUST_PROXY is ${trusted}: without a proxy in front anybody may choose the address they are counted by.`,
        'Leave TRUST_PROXY out where no proxy is in front.',
      );
    const basePort = url.port === '' ? '80' : url.port;
    return basePort === String(port)
      ? pass(`BASE_URL and PORT name the same port (${port}), and no proxy is believed.`)
      : warn(
          `BASE_URL is ${baseUrl}, and the site listens on port ${port}: after the sign-in people are sent to port ${basePort}.`,
          `BASE_URL=http://${url.hostname}:${port}   # unless something leads from port ${basePort} to ${port}`,
        );
  },
};

export const regions: Check = {
  name: 'regions',
  needs: ['discovery'],
  isOfCognito: true,
  async run(subject) {
    const named = await regionsNamed(subject);
    const wrong = named.filter(({ region }) => region !== subject.region);
    const [first] = wrong;
    if (first === undefined)
      return pass(`The region is ${subject.region}, by ${named.map(({ where }) => where).join(', ')}.`);
    return fail(
      `The user pool is in ${subject.region}, and ${wrong.map(({ where, region }) => `${where} names ${region}`).join(', ')}.`,
      first.where === 'AWS_REGION'
        ? `AWS_REGION=${subject.region}`
        : `Compare COGNITO_USER_POOL_ID with the pool, and COGNITO_DOMAIN with what this shows: aws cognito-idp describe-user-pool --region ${subject.region} --user-pool-id ${subject.userPoolId} --query 'UserPool.[Domain, CustomDomain]'`,
    );
  },
};

const regionsNamed = async ({ config, region, surroundings, document }: Subject) => {
  const endpoint = addressIn((await document()).authorization_endpoint);
  const all = [
    { where: 'the user pool id', region },
    { where: 'COGNITO_DOMAIN', region: config.pool.domain && regionOfDomain(config.pool.domain) },
    { where: 'the domain of the pool', region: endpoint && regionOfDomain(endpoint.href) },
    { where: 'AWS_REGION', region: surroundings.awsRegion },
  ];
  return all.flatMap(({ where, region: named }) =>
    named === undefined || named === '' ? [] : [{ where, region: named }],
  );
};

const checkOfProblem: Readonly<Record<string, string>> = { SESSION_SECRET: 'session-secret' };

/** Settings that cannot be read, as findings: what is wrong stands in them, what they are does not. */
export const findingsOf = (problems: readonly Problem[]): readonly Finding[] =>
  problems.map(({ setting, message }) => ({
    check: checkOfProblem[setting] ?? 'settings',
    outcome: 'fail',
    message: `${setting} ${message}.`,
    fix:
      setting === 'SESSION_SECRET'
        ? `SESSION_SECRET=   # what this prints: ${newSecret}`
        : `Set ${setting} in the environment or in .env; docs/configuration.md has every setting.`,
  }));
