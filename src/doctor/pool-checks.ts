import { isCognitoIssuer } from '../config/addresses.js';
import { fail, pass, warn, type Check, type Verdict } from './check.js';
import { addressIn, documentIn } from './document.js';
import type { Subject } from './subject.js';

const shape = 'COGNITO_USER_POOL_ID=<region>_<id>   # User pools, the pool, Overview: User pool ID';

export const discovery: Check = {
  name: 'discovery',
  async run(subject) {
    const { issuer } = subject.config.pool;
    const answer = await subject.discovery();
    if (documentIn(answer) !== undefined) return pass(`${issuer} has a discovery document.`);
    if (await isDomain(subject))
      return fail(
        `COGNITO_ISSUER is ${issuer}: that is the domain of a user pool, where people sign in. The issuer is another address.`,
        [shape, `COGNITO_DOMAIN=${new URL(issuer).origin}`, 'and leave COGNITO_ISSUER out.'].join('\n'),
      );
    if (answer.status === 200)
      return fail(
        `${issuer} answered the request for its discovery document with something that is not JSON: a proxy or a firewall answers in its place.`,
        `See what it says: curl -sS ${issuer}/.well-known/openid-configuration`,
      );
    return fail(
      `${issuer} answered the request for its discovery document with ${answer.status}: ${
        subject.isCognito
          ? `there is no user pool ${subject.userPoolId} in ${subject.region}`
          : 'it is not the issuer of an OpenID Connect provider'
      }.`,
      subject.isCognito
        ? `${shape}\nSee which there are: aws cognito-idp list-user-pools --region ${subject.region} --max-results 60`
        : 'Write COGNITO_ISSUER as the provider documents it, without /.well-known.',
    );
  },
};

/** Whether the domain of a user pool stands where its issuer should: it sends strangers to a page of its own. */
const isDomain = async ({ config, ask }: Subject): Promise<boolean> => {
  const { origin } = new URL(config.pool.issuer);
  if (isCognitoIssuer(config.pool.issuer)) return false;
  const { status, location } = await ask(`${origin}/oauth2/authorize?client_id=a&response_type=code`);
  return status === 302 && location?.origin === origin && /^\/(?:error|login)$/.test(location.pathname);
};

export const issuer: Check = {
  name: 'issuer',
  needs: ['discovery'],
  async run({ config, document }) {
    const expected = config.pool.issuer;
    const { issuer: found } = await document();
    if (found === expected)
      return pass(`The discovery document names the issuer that is configured: ${expected}.`);
    const named = addressIn(found);
    if (named === undefined)
      return fail(
        'The discovery document names no issuer.',
        `See what stands between: curl -sS ${expected}/.well-known/openid-configuration`,
      );
    const isSlash = String(found).replace(/\/$/, '') === expected.replace(/\/$/, '');
    return fail(
      `Configured is ${expected}, and the discovery document there says ${plain(found)}${isSlash ? ': a slash at the end makes the difference' : ''}. No token would be believed: its iss is the second.`,
      `COGNITO_ISSUER=${plain(found)}`,
    );
  },
};

// It came from outside and stands in what is to be pasted.
const plain = (value: unknown): string =>
  new URL(String(value)).href.replace(/\/$/, String(value).endsWith('/') ? '/' : '');

/** By how much two clocks may differ: tokens are refused beyond it. */
const toleranceSeconds = 30;

export const clock: Check = {
  name: 'clock',
  needs: ['discovery'],
  async run({ discovery: asked, config }) {
    const { headers, atMs } = await asked();
    const theirs = Date.parse(headers.get('date') ?? '');
    const { hostname } = new URL(config.pool.issuer);
    if (Number.isNaN(theirs))
      return warn(`${hostname} does not say what time it is.`, 'Compare by hand: date -u');
    // The header has whole seconds, cut off.
    const behind = Math.round((theirs + 500 - atMs) / 1000);
    const far = Math.abs(behind);
    if (far < toleranceSeconds / 3)
      return pass(`This machine and ${hostname} have the same time, give or take ${far + 1} s.`);
    const message = `This machine is ${far} seconds ${behind > 0 ? 'behind' : 'ahead of'} ${hostname}; beyond ${toleranceSeconds} its tokens are refused.`;
    const fix = 'Let NTP set the clock: timedatectl set-ntp true; chronyc tracking';
    return far > toleranceSeconds ? fail(message, fix) : warn(message, fix);
  },
};

export const domain: Check = {
  name: 'domain',
  needs: ['issuer'],
  async run(subject) {
    const { config, document, ask } = subject;
    const metadata = await document();
    const endpoint = addressIn(metadata.authorization_endpoint);
    if (endpoint === undefined || addressIn(metadata.token_endpoint) === undefined)
      return fail(
        'The discovery document names no authorization endpoint or no token endpoint that can be used.',
        `See what stands between: curl -sS ${config.pool.issuer}/.well-known/openid-configuration`,
      );
    if (subject.isCognito && endpoint.href.startsWith(`${config.pool.issuer}/`))
      return withoutDomain(subject);
    if (config.pool.domain !== undefined && config.pool.domain !== endpoint.origin)
      return fail(
        `COGNITO_DOMAIN is ${config.pool.domain}, and the domain of the user pool is ${endpoint.origin}.`,
        `COGNITO_DOMAIN=${endpoint.origin}   # or leave it out`,
      );
    const { status } = await ask(endpoint);
    return status < 500
      ? pass(`${endpoint.origin} answers.`)
      : fail(
          `${endpoint.origin} answers with ${status}.`,
          'Wait and ask again; a new domain of your own takes up to an hour. https://health.aws.amazon.com says what AWS knows.',
        );
  },
};

const withoutDomain = ({ region, userPoolId }: Subject): Verdict =>
  fail(
    'The user pool has no domain yet, so it has no pages to sign in at.',
    [
      'Console: User pools, the pool, Branding, Domain, Create',
      `CLI: aws cognito-idp create-user-pool-domain --region ${region} --user-pool-id ${userPoolId} --managed-login-version 2 --domain my-app-sign-in`,
      'Template (infra/cognito.yaml): UserPoolDomain',
    ].join('\n'),
  );
