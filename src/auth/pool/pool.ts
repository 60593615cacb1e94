import { hash } from 'node:crypto';
import * as oidc from 'openid-client';
import { AuthError, refuseUnless } from '../errors.js';
import type { Events } from '../events.js';
import type { Settings } from '../options.js';
import type { Revocable } from '../store.js';
import type { Claims } from '../user.js';
import { hintParameters, type SignInHints } from './hint-parameters.js';
import { createOnce } from './once.js';
import { addressesIn, type PoolAddresses } from './pool-addresses.js';
import { createLibraryFetch } from './pool-calls.js';
import { configurationOf, discover } from './pool-discovery.js';
import { fromLibrary, rethrowAs, rethrowUserInfo } from './pool-errors.js';
import { createPoolFetch, jsonIn, type PoolFetch } from './pool-fetch.js';
import { createPoolSilence } from './pool-silence.js';
import { providerOf, type PoolAbilities } from './provider.js';
import { orDiscard } from './refused-answer.js';
import { traceFetch, type PoolTracing } from './traced-fetch.js';

/** The secrets of one sign-in: what the answer must repeat (state, nonce), and the verifier that proves that we asked (PKCE, RFC 7636). */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** A token response, with the tokens not yet verified. */
export interface TokenResponse {
  readonly idToken: string | undefined;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly expiresInSeconds: number | undefined;
  /** `undefined` where the response does not say: Cognito never does. */
  readonly scopes: readonly string[] | undefined;
}

/** The user pool as this relying party sees it. Everything throws `AuthError` only. */
export interface Pool {
  /** Where its documents and pages are: from the discovery document, which is fetched once. */
  addresses(): Promise<PoolAddresses>;
  /** The JSON Web Key Set, fetched now; not yet looked at. */
  keys(): Promise<unknown>;
  /** The origin of the user pool domain as far as it is known without asking. */
  knownDomainOrigin(): string | undefined;
  /** Where to send a browser that is to sign in, and the fresh secrets that belong to this one sign-in. */
  authorizationUrl(hints: SignInHints): Promise<{ readonly url: string; readonly secrets: SignInSecrets }>;
  /**
   * Turns the code of a callback into tokens. Throws `sign_in_expired` for a code that is used or too old. A refresh token
   * in an answer that is refused goes to `discard`.
   */
  redeem(callback: {
    readonly params: URLSearchParams;
    readonly secrets: SignInSecrets;
    readonly discard: (tokens: Revocable) => void;
  }): Promise<TokenResponse>;
  /** `undefined` when the pool says that the refresh token is not good any more. `discard` as above. */
  refresh(refreshToken: string, discard: (tokens: Revocable) => void): Promise<TokenResponse | undefined>;
  /** Throws `no_revocation_endpoint` as well, where the pool revokes nothing: nothing was done. */
  revoke(refreshToken: string): Promise<void>;
  /** Whether the ID token lacks what was asked for, and userInfo may have it. */
  needsUserInfo(claims: Claims, scopes: readonly string[]): Promise<boolean>;
  /** What it says of a person beside the ID token (OpenID Connect Core 5.3). Throws when it speaks of somebody else. */
  userInfo(accessToken: string, subject: string): Promise<Claims>;
  /**
   * Where to send a browser that is to be signed out at the pool as well; `undefined` where the pool has no such page. Throws
   * when the pool has just been found away: nobody is to be sent there.
   */
  signOutUrl(idToken: string | undefined): Promise<string | undefined>;
  /** What it can do, as far as it is known without asking. */
  knownAbilities(): PoolAbilities | undefined;
}

/** The discovery document, and what it says in our words. */
interface Discovered {
  readonly config: oidc.Configuration;
  readonly document: oidc.ServerMetadata;
  readonly addresses: PoolAddresses;
}

/** What speaking with the pool is made of. */
export interface PoolDeps {
  readonly settings: Settings;
  readonly events: Events;
  readonly tracing?: PoolTracing | undefined;
}

/** Speaks OAuth 2.0 and OpenID Connect with the pool through openid-client. The discovery document is fetched once, on first use. */
export const createPool = ({ settings, events, tracing }: PoolDeps): Pool => {
  const issuerOrigin = new URL(settings.issuer).origin;
  let domainOrigin = settings.domain;
  const plainFetch = createPoolFetch({
    settings,
    events,
    // The issuer and its one domain: whatever a document says, no secret is sent anywhere else.
    isAllowed: (origin) => origin === issuerOrigin || origin === domainOrigin,
  });
  const poolFetch = tracing === undefined ? plainFetch : traceFetch(plainFetch, tracing);
  const provider = providerOf(settings);
  const silence = createPoolSilence(settings);
  const libraryFetch = (tokenFetch: PoolFetch): oidc.CustomFetch =>
    createLibraryFetch(settings, provider, { poolFetch, tokenFetch });
  let abilities: PoolAbilities | undefined;

  const discovered = createOnce(async (): Promise<Discovered> => {
    const config = await discover(settings, libraryFetch(poolFetch));
    // The library makes a copy of it at each look.
    const document = config.serverMetadata();
    const found = addressesIn(document, settings);
    domainOrigin ??= found.domainOrigin;
    abilities = provider.abilitiesIn(document);
    return { config, document, addresses: found };
  });

  const addresses = async (): Promise<PoolAddresses> => (await discovered()).addresses;

  // Each with a configuration of its own, so that it hears of its own answer. By the asynchronous context it would be shorter,
  // and every promise of the app around would pay for that from then on.
  const grant = (
    document: oidc.ServerMetadata,
    discard: (tokens: Revocable) => void,
    ask: (config: oidc.Configuration) => Promise<oidc.TokenEndpointResponse>,
  ): Promise<TokenResponse> =>
    orDiscard(discard, async (hear) => {
      const fetchToken: PoolFetch = async (...call) => hear(await poolFetch(...call));
      return tokenResponse(await ask(configurationOf(settings, document, libraryFetch(fetchToken))));
    });

  return {
    addresses,
    keys: async () => jsonIn(await poolFetch('jwks', (await addresses()).jwksUri)),
    knownDomainOrigin: () => domainOrigin,

    async authorizationUrl(hints) {
      const { config } = await discovered();
      const secrets: SignInSecrets = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        codeVerifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(config, authorizationParameters(settings, secrets, hints));
      // Cognito's pages take the parameters of the authorize endpoint, so a person can be sent straight to one.
      const path = hints.screen === undefined ? undefined : provider.screenPath(hints.screen);
      if (path !== undefined) url.pathname = path;
      return { url: url.href, secrets };
    },

    async redeem({ params, secrets, discard }) {
      const { document } = await discovered();
      checkIssuerOf(params, document);
      // Built from configuration: what the request calls itself (Host, path) must not decide the redirect URI.
      const currentUrl = new URL(`${settings.redirectUri}?${params.toString()}`);
      return grant(document, discard, (config) =>
        oidc
          .authorizationCodeGrant(config, currentUrl, {
            expectedState: secrets.state,
            expectedNonce: secrets.nonce,
            pkceCodeVerifier: secrets.codeVerifier,
            idTokenExpected: true,
          })
          .catch(rethrowAs(settings, { invalid_grant: 'sign_in_expired' })),
      );
    },

    async refresh(refreshToken, discard) {
      const { document } = await discovered();
      try {
        return await grant(document, discard, (config) => oidc.refreshTokenGrant(config, refreshToken));
      } catch (error) {
        if (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant') return undefined;
        throw fromLibrary(error, settings);
      }
    },

    async revoke(refreshToken) {
      const { config, document } = await discovered();
      if (document.revocation_endpoint === undefined)
        throw new AuthError('pool_rejected', { reason: 'no_revocation_endpoint' });
      const call = oidc.tokenRevocation(config, refreshToken, { token_type_hint: 'refresh_token' });
      await silence.heardIn(call.catch(rethrowAs(settings)));
    },

    async userInfo(accessToken, subject) {
      const { config } = await discovered();
      const asked = oidc.fetchUserInfo(config, accessToken, oidc.skipSubjectCheck);
      const said = await asked.catch(rethrowUserInfo(settings));
      // The library would have looked too, without saying that this is what was wrong.
      refuseUnless(said.sub === subject, 'user_info_of_another_person');
      return said;
    },

    needsUserInfo: async (claims, scopes) =>
      provider.needsUserInfo(claims, scopes) && (await discovered()).document.userinfo_endpoint !== undefined,

    async signOutUrl(idToken) {
      silence.refuse();
      return provider.signOutUrl({
        idToken,
        domainOrigin: async () => domainOrigin ?? (await addresses()).domainOrigin,
        document: async () => (await discovered()).document,
      });
    },

    knownAbilities: () => abilities,
  };
};

const authorizationParameters = (
  { redirectUri, scopes }: Settings,
  { state, nonce, codeVerifier }: SignInSecrets,
  hints: SignInHints,
): Record<string, string> => ({
  redirect_uri: redirectUri,
  scope: scopes.join(' '),
  state,
  nonce,
  // Always, although Cognito's discovery document does not say that it knows PKCE: it does.
  // RFC 7636, section 4.2; at once, where the library waits for a thread.
  code_challenge: hash('sha256', codeVerifier, 'base64url'),
  code_challenge_method: 'S256',
  ...hintParameters(hints),
});

// RFC 9207, section 2.4: an answer of another issuer must not be redeemed at this one (a mix-up attack). The library checks
// it too, but by then it looks like a fault of the pool; here it is still one of the callback.
const checkIssuerOf = (params: URLSearchParams, metadata: oidc.ServerMetadata): void => {
  const iss = params.get('iss');
  const isPromised = metadata.authorization_response_iss_parameter_supported === true;
  const isRight = iss === null ? !isPromised : iss === metadata.issuer;
  refuseUnless(isRight, 'wrong_issuer_in_callback', 'sign_in_invalid');
};

const tokenResponse = (answer: oidc.TokenEndpointResponse): TokenResponse => {
  // The library also takes DPoP tokens, which are of no use to whoever did not ask for them.
  refuseUnless(answer.token_type === 'bearer', 'token_type_is_not_bearer');
  return {
    idToken: answer.id_token,
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresInSeconds: answer.expires_in,
    scopes: answer.scope?.split(' ').filter((scope) => scope !== ''),
  };
};
