// User pools and a provider for a developer's machine, each as its own documentation starts it: where its program is, and how
// somebody signs in there until a token has come.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { basic, cookiesOf, send, signIn } from './sign-in.mjs';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const client = { id: 'web', secret: 'a-secret-of-the-benchmark' };
const password = 'Local-Pool-1';

/** An operation of the user pools API. Throws for a refusal. */
const call = async (port, operation, input) => {
  const { status, text } = await send(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      'authorization': 'AWS4-HMAC-SHA256 Credential=local/20261129/us-east-1/cognito-idp/aws4_request',
    },
    body: JSON.stringify(input),
  });
  if (status !== 200) throw new Error(`${operation} answered ${status}: ${text.slice(0, 200)}`);
  return text === '' ? {} : JSON.parse(text);
};

const initiate = async (port, ClientId, USERNAME) => {
  const { AuthenticationResult } = await call(port, 'InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD: password },
  });
  return AuthenticationResult.AccessToken;
};

const flagsOf = (flags) => Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);

const localPool = ([port, domainPort]) => ({
  command: [
    file('../../dist/local-pool/main.js'),
    ...flagsOf({
      'port': port,
      'domain-port': domainPort,
      'client-id': client.id,
      'client-secret': client.secret,
    }),
  ],
});

const localPoolByApi = {
  name: 'local-pool-api',
  program: localPool,
  signIn: ([port]) => initiate(port, '1localpoolpublicclient0001', 'ada@example.com'),
};

const localPoolByPages = {
  name: 'local-pool-pages',
  program: localPool,
  signIn: async ([, domainPort]) => {
    const pool = { domain: `http://127.0.0.1:${domainPort}`, client };
    return (await signIn(pool, 'ada@example.com')).refreshToken;
  },
};

/** Its pool is made beforehand, and read from its folder at each start. */
const cognitoLocal = () => {
  const cwd = mkdtempSync(join(tmpdir(), 'bench-cognito-local-'));
  let clientId;
  return {
    name: 'cognito-local',
    base: 'local-pool-api',
    folder: cwd,
    program: ([port]) => ({
      command: [file('../node_modules/cognito-local/lib/bin/start.js')],
      env: { PORT: port, HOST: '127.0.0.1' },
      cwd,
    }),
    prepare: async ([port]) => {
      const { UserPool } = await call(port, 'CreateUserPool', { PoolName: 'bench' });
      const pool = { UserPoolId: UserPool.Id };
      const ExplicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
      const made = await call(port, 'CreateUserPoolClient', {
        ...pool,
        ClientName: 'web',
        ExplicitAuthFlows,
      });
      clientId = made.UserPoolClient.ClientId;
      const person = { ...pool, Username: 'ada@example.com' };
      await call(port, 'AdminCreateUser', { ...person, MessageAction: 'SUPPRESS' });
      await call(port, 'AdminSetUserPassword', { ...person, Password: password, Permanent: true });
    },
    signIn: ([port]) => initiate(port, clientId, 'ada@example.com'),
  };
};

const oidcProvider = {
  name: 'oidc-provider',
  base: 'local-pool-pages',
  program: ([port]) => ({ command: [file('./oidc-provider-pages.mjs'), port] }),
  signIn: ([port]) => throughPages(`http://127.0.0.1:${port}`),
};

const callback = 'http://127.0.0.1:3000/auth/callback';

/** Authorize, a page for the name and one for the consent, and the code for tokens. */
const throughPages = async (origin) => {
  const jar = new Map();
  const visit = async (url, options = {}) => {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
    const answer = await send(new URL(url, origin), { ...options, headers: { cookie } });
    for (const pair of cookiesOf(answer).split('; ')) jar.set(...pair.split(/=(.*)/s).slice(0, 2));
    const { location } = answer.headers;
    const isHere = location !== undefined && !location.startsWith(callback);
    return isHere ? visit(location) : answer;
  };
  const query = new URLSearchParams({
    client_id: client.id,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: callback,
  });
  let answer = await visit(`/auth?${query}`);
  while (answer.headers.location === undefined) {
    const action = /action="([^"]+)"/.exec(answer.text)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/.exec(answer.text)?.[1];
    if (action === undefined || prompt === undefined)
      throw new Error(`No form: ${answer.text.slice(0, 200)}`);
    answer = await visit(action, {
      method: 'POST',
      body: new URLSearchParams({ prompt, login: 'ada', password }),
    });
  }
  const code = new URL(answer.headers.location).searchParams.get('code');
  const { text } = await send(`${origin}/token`, {
    method: 'POST',
    headers: { authorization: basic(client) },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: callback }),
  });
  const { access_token: token } = JSON.parse(text);
  if (token === undefined) throw new Error(`No token: ${text}`);
  return token;
};

export const contenders = () => [localPoolByApi, cognitoLocal(), localPoolByPages, oidcProvider];
