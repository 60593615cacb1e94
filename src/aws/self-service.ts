import { loadSdk } from './sdk.js';
import type { UserPoolsApi } from './user-pools-api.js';
import { createCallWatch, type CallWatchers } from './watched-calls.js';

/** The scope that lets an access token call what people do about their own account. */
export const selfServiceScope = 'aws.cognito.signin.user.admin';

/** Which user pool it is, and who hears of the calls to it. */
export interface SelfServiceOptions extends CallWatchers {
  /** The issuer of the user pool; the region is in the pool id at its end. */
  readonly issuer: string;
  /**
   * Where the user pools API is. Left out, the SDK goes by its own settings
   * (`AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER`), and else to Amazon's address of the region.
   */
  readonly endpoint?: string | undefined;
  /** How long one call may take, in milliseconds. Default 5,000. */
  readonly deadlineMs?: number;
}

/** What people do about their own account, with their own access token and no other right. */
export type SelfService = UserPoolsApi;

const poolId = /\/([a-z]{2,}(?:-[a-z]+)+-\d)_[A-Za-z0-9]+$/;

/**
 * Self-service at a Cognito user pool. The AWS SDK is loaded by the first call and not before. Throws `TypeError` when the
 * issuer is none of Cognito's.
 *
 * @example
 * const selfService = createSelfService({ issuer });
 * app.get('/me', auth.requireSignIn(), async (request, response) => {
 *   const { attributes } = await selfService.profile(await auth.accessToken(request));
 *   response.json(attributes);
 * });
 */
export const createSelfService = ({
  issuer,
  endpoint,
  deadlineMs = 5000,
  ...watchers
}: SelfServiceOptions): SelfService => {
  const region = poolId.exec(issuer)?.[1];
  if (region === undefined)
    throw new TypeError('createSelfService: issuer must be one of Cognito, with the user pool id at its end');

  const watch = createCallWatch('CognitoIdentityProvider', watchers);
  let opened: Promise<UserPoolsApi> | undefined;
  const open = async (): Promise<UserPoolsApi> => {
    const { createUserPoolsClient } = await loadSdk(
      '@aws-sdk/client-cognito-identity-provider',
      () => import('./user-pools-client.js'),
    );
    return createUserPoolsClient({ region, endpoint, deadlineMs, watch });
  };
  const api = (): Promise<UserPoolsApi> => (opened ??= open());

  return {
    profile: async (token) => (await api()).profile(token),
    updateAttributes: async (token, attributes) => (await api()).updateAttributes(token, attributes),
    sendCode: async (token, address) => (await api()).sendCode(token, address),
    verifyAddress: async (token, address, code) => (await api()).verifyAddress(token, address, code),
    changePassword: async (token, passwords) => (await api()).changePassword(token, passwords),
    startAuthenticator: async (token) => (await api()).startAuthenticator(token),
    confirmAuthenticator: async (token, code) => (await api()).confirmAuthenticator(token, code),
    setSecondFactor: async (token, change) => (await api()).setSecondFactor(token, change),
    devices: async (token) => (await api()).devices(token),
    forgetDevice: async (token, key) => (await api()).forgetDevice(token, key),
    passkeys: async (token) => (await api()).passkeys(token),
    takesPasskeys: async (token) => (await api()).takesPasskeys(token),
    deletePasskey: async (token, id) => (await api()).deletePasskey(token, id),
    sessions: async (token) => (await api()).sessions(token),
    endSession: async (token, end) => (await api()).endSession(token, end),
    deleteAccount: async (token) => (await api()).deleteAccount(token),
    signOutEverywhere: async (token) => (await api()).signOutEverywhere(token),
  };
};
