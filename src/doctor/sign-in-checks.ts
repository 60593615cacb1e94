import { askAuthorize } from './authorize-answer.js';
import { fail, pass, warn, type Check } from './check.js';
import { changeClient, registerUrl } from './fixes.js';
import type { Subject } from './subject.js';

// One request is read four times, in the order in which the endpoint looks at it: a refusal for one reason says nothing
// of what comes after.

const endOf = (id: string): string => (id === '' ? 'none' : id);

export const clientId: Check = {
  name: 'client-id',
  needs: ['domain'],
  async run({ authorize, config: { pool }, isCognito, userPoolId }) {
    const answer = await authorize();
    const isRefused =
      answer.kind === 'refused' &&
      answer.at === 'page' &&
      (answer.error === 'invalid_client' || (isCognito && answer.error === 'invalid_request'));
    if (isRefused)
      return fail(
        `Sent client_id=${pool.clientId}, and the authorization endpoint refused it (${answer.error}): there is no such app client${isCognito ? `, or it has no identity provider` : ''}.`,
        isCognito
          ? `COGNITO_CLIENT_ID=   # User pools, ${endOf(userPoolId)}, App clients: Client ID\nIf the id is right: the client, Login pages, Edit, Identity providers: Cognito user pool`
          : 'Compare COGNITO_CLIENT_ID with the client at the provider.',
      );
    if (answer.kind === 'unreadable')
      return fail(
        `The authorization endpoint refused the sign-in with ${answer.status} and does not say why in a word that is known here.`,
        'Open /auth/sign-in of the site in a browser: the page of the provider may say more.',
      );
    return pass(`The authorization endpoint knows the client ${pool.clientId}.`);
  },
};

export const callbackUrl: Check = {
  name: 'callback-url',
  needs: ['client-id'],
  async run(subject) {
    const answer = await subject.authorize();
    if (answer.kind === 'refused' && answer.error === 'redirect_mismatch')
      return fail(
        `Sent redirect_uri=${subject.callbackUrl}, made from BASE_URL, and the authorization endpoint answered redirect_mismatch: it is not registered at the client ${subject.config.pool.clientId}, letter by letter.`,
        registerUrl(subject, 'callback', subject.callbackUrl),
      );
    return pass(`The callback URL ${subject.callbackUrl} is registered.`);
  },
};

export const codeGrant: Check = {
  name: 'code-grant',
  needs: ['callback-url'],
  async run(subject) {
    const answer = await subject.authorize();
    if (answer.kind !== 'refused' || answer.error === 'invalid_scope')
      return pass('The client may use the authorization code grant.');
    if (answer.error === 'unauthorized_client' || answer.error === 'unsupported_response_type')
      return fail(
        `Sent response_type=code, and the authorization endpoint answered ${answer.error}: the client may not use the authorization code grant.`,
        changeClient(subject, {
          inConsole: 'Login pages, Edit, OAuth grant types: Authorization code grant',
          jq: '.AllowedOAuthFlows = ["code"] | .AllowedOAuthFlowsUserPoolClient = true',
          inTemplate: 'AllowedOAuthFlows: [code]',
          elsewhere: 'Allow the client the authorization code grant at the provider.',
        }),
      );
    return fail(
      `The authorization endpoint refused what the site sends for a sign-in (${answer.error}).`,
      'Open /auth/sign-in of the site in a browser: the page of the pool may say more.',
    );
  },
};

export const scopes: Check = {
  name: 'scopes',
  needs: ['code-grant'],
  async run(subject) {
    const wanted = subject.config.pool.scopes;
    const answer = await subject.authorize();
    if (answer.kind !== 'refused') return pass(`The client may ask for ${wanted.join(', ')}.`);
    const refused = await refusedOf(subject);
    const names = refused.length === 0 ? wanted : refused;
    return fail(
      `Sent scope=${wanted.join(' ')}, and the authorization endpoint answered invalid_scope: the client may not ask for ${names.join(', ')}.`,
      [
        changeClient(subject, {
          inConsole: `Login pages, Edit, OpenID Connect scopes: add ${names.join(', ')}`,
          jq: `.AllowedOAuthScopes = (.AllowedOAuthScopes // []) + ${JSON.stringify(names)}`,
          inTemplate: `AllowedOAuthScopes: [${wanted.join(', ')}]`,
          elsewhere: `Allow the client ${names.join(', ')} at the provider.`,
        }),
        `Or ask for fewer: COGNITO_SCOPES=${wanted.filter((scope) => !names.includes(scope)).join(' ') || 'openid'}`,
      ].join('\n'),
    );
  },
};

const mostScopesAskedFor = 10;

/** Those that are refused by themselves. */
const refusedOf = async (subject: Subject): Promise<readonly string[]> => {
  const each = subject.config.pool.scopes.slice(0, mostScopesAskedFor).map(async (scope) => {
    const answer = await askAuthorize(subject, { scope: scope === 'openid' ? scope : `openid ${scope}` });
    return answer.kind === 'refused' && answer.error === 'invalid_scope' ? [scope] : [];
  });
  const refused = (await Promise.all(each)).flat();
  // Where openid is refused, everything is that was asked for with it.
  return refused.includes('openid') ? ['openid'] : refused;
};

export const pkce: Check = {
  name: 'pkce',
  needs: ['scopes'],
  async run(subject) {
    const { code_challenge_methods_supported: methods } = await subject.document();
    if (Array.isArray(methods) && methods.includes('S256'))
      return pass('The discovery document says that the endpoint knows PKCE with S256.');
    const answer = await askAuthorize(subject, { code_challenge_method: 'plain' });
    if (answer.kind === 'unreadable')
      return warn(
        `Sent code_challenge_method=plain, and the authorization endpoint answered with ${answer.status}: whether it knows PKCE is not known.`,
        'Run the doctor again. The site sends a code challenge either way.',
      );
    if (answer.kind === 'refused')
      return pass(
        'The authorization endpoint takes a code challenge with S256 and refuses one with plain: it knows PKCE.',
      );
    const message =
      'Sent code_challenge_method=plain, and the authorization endpoint took it: nothing shows that it looks at code challenges at all.';
    return subject.isCognito
      ? fail(message, 'Cognito refuses plain. See what stands between this machine and the pool.')
      : warn(
          message,
          'Ask the provider whether it knows PKCE with S256 (RFC 7636). The site sends it either way.',
        );
  },
};
