import type { JSONWebKeySet, JWTPayload } from 'jose';
import type { IdentityProvider } from '../base/model.js';
import { unconfirmed } from '../base/unconfirmed.js';
import { askForJson, type Reply } from './ask.js';
import type { ProviderEndpoints } from './openid-provider.js';
import { ProviderTrouble } from './provider-trouble.js';

/** What a provider says of somebody. */
export interface ProviderClaims {
  readonly subject: string;
  readonly idToken: Readonly<Record<string, unknown>>;
  /** Empty where the provider has no userInfo. */
  readonly userInfo: Readonly<Record<string, unknown>>;
}

/** A code that came back, and what it must fit. */
export interface ProviderAnswer {
  readonly code: string;
  readonly redirectUri: string;
  readonly nonce: string;
}

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];

/** Redeems the code and reads who it is: from the ID token, which is checked whole, and from userInfo. Throws ProviderTrouble. */
export const claimsFor = async (
  provider: IdentityProvider,
  endpoints: ProviderEndpoints,
  answer: ProviderAnswer,
): Promise<ProviderClaims> => {
  const { idToken: token, accessToken } = await redeem(provider, endpoints, answer);
  const idToken = await checked(provider, token, {
    keys: await keysOf(provider, endpoints),
    nonce: answer.nonce,
  });
  const subject = idToken.sub ?? '';
  return { subject, idToken, userInfo: await userInfoOf(provider, endpoints, { accessToken, subject }) };
};

/** The secret goes into the body: Cognito knows no other way (`client_secret_post`). */
const redeem = async (
  provider: IdentityProvider,
  { token: url }: ProviderEndpoints,
  { code, redirectUri }: ProviderAnswer,
): Promise<{ readonly idToken: string; readonly accessToken: string | undefined }> => {
  const { client_id: clientId = '', client_secret: secret } = provider.details ?? {};
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    client_id: clientId,
  });
  if (secret !== undefined) form.set('client_secret', secret);
  const what = 'the answer of the token endpoint';
  const late = 'Timeout occurred in calling IdP token endpoint';
  const reply = await askForJson(provider, { what, url, late, form });
  const { id_token: idToken, access_token: accessToken } = reply.body;
  if (reply.status !== 200 || typeof idToken !== 'string') throw tokenError(provider, reply);
  return { idToken, accessToken: typeof accessToken === 'string' ? accessToken : undefined };
};

/** What a provider says by the standard is passed on, behind its name and the status. */
const tokenError = ({ name }: IdentityProvider, { status, body }: Reply): ProviderTrouble => {
  const { error, error_description: detail } = body;
  if (status === 200) {
    const because = `${name} gave no ID token: authorize_scopes has to have openid`;
    return new ProviderTrouble(`${name} Error - ${status} error getting token`, because);
  }
  const said = [error, detail].filter((part) => typeof part === 'string').join(' ');
  const hint =
    error === 'invalid_client'
      ? ': client_id and client_secret have to be those of the provider, which has to take them in the body (client_secret_post)'
      : '';
  return new ProviderTrouble(
    `${name} Error - ${status} ${said === '' ? 'error getting token' : said}`,
    `the token endpoint of ${name} answers ${status}${typeof error === 'string' ? ` ${error}` : ''}${hint}`,
  );
};

const keysOf = async (
  provider: IdentityProvider,
  { jwks: url }: ProviderEndpoints,
): Promise<JSONWebKeySet> => {
  // The key of the parameter stands in its value once more: AWS documents it so.
  const late = 'error_description=Timeout in calling jwks uri';
  const { status, body } = await askForJson(provider, { what: 'the key set', url, late });
  if (status === 200 && Array.isArray(body['keys'])) return body as unknown as JSONWebKeySet;
  throw new ProviderTrouble(
    unconfirmed.badIdToken,
    `the key set of ${provider.name} is none (status ${status})`,
  );
};

const checked = async (
  provider: IdentityProvider,
  token: string,
  { keys, nonce }: { readonly keys: JSONWebKeySet; readonly nonce: string },
): Promise<JWTPayload> => {
  const { oidc_issuer: issuer = '', client_id: audience = '' } = provider.details ?? {};
  const { createLocalJWKSet, errors, jwtVerify } = await library();
  try {
    // By the time of this machine, which the provider has too: the pool's own may have been moved.
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      issuer,
      audience,
      algorithms,
      clockTolerance: 60,
      requiredClaims: ['sub', 'iat', 'exp'],
    });
    if (payload['nonce'] !== nonce) throw badToken(provider, 'its nonce is another one');
    if (typeof payload.sub !== 'string' || payload.sub === '') throw badToken(provider, 'it has no sub');
    const { azp } = payload;
    if (azp !== undefined && azp !== audience) throw badToken(provider, 'its azp is another client');
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'iss') {
      const said = String(error.payload.iss);
      throw new ProviderTrouble(
        `Bad id_token issuer ${said}`,
        `the ID token of ${provider.name} is from ${said}, and oidc_issuer is ${issuer}`,
      );
    }
    if (error instanceof errors.JOSEError) throw badToken(provider, error.message);
    throw error;
  }
};

/** Loaded with the first sign-in at such a provider: a pool without one starts sooner, and does without the package. */
const library = async () => {
  try {
    return await import('jose');
  } catch {
    const because =
      'OpenID providers behind the local user pool need the package jose. Install it beside the pool.';
    throw new ProviderTrouble(unconfirmed.badIdToken, because);
  }
};

const badToken = ({ name }: IdentityProvider, why: string): ProviderTrouble =>
  new ProviderTrouble(unconfirmed.badIdToken, `the ID token of ${name} does not hold: ${why}`);

const userInfoOf = async (
  provider: IdentityProvider,
  { userInfo: url }: ProviderEndpoints,
  { accessToken, subject }: { readonly accessToken: string | undefined; readonly subject: string },
): Promise<Readonly<Record<string, unknown>>> => {
  if (url === undefined || accessToken === undefined) return {};
  const method = provider.details?.['attributes_request_method'] === 'POST' ? 'POST' : 'GET';
  const question = { what: 'userInfo', url, late: 'Read timed out', bearer: accessToken, method } as const;
  const { status, body } = await askForJson(provider, question);
  if (status !== 200) {
    const because = `userInfo of ${provider.name} answers ${status} to ${method}: see attributes_url and attributes_request_method`;
    throw new ProviderTrouble(`${provider.name} Error - ${status} ${unconfirmed.noUserInfo}`, because);
  }
  if (body['sub'] !== subject) {
    throw new ProviderTrouble(unconfirmed.badIdToken, `userInfo of ${provider.name} is about somebody else`);
  }
  return body;
};
