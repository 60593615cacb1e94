import { AuthError, isCognitoIssuer, type OwnTokens } from './auth/index.js';
import {
  PoolFault,
  PoolRefusal,
  createSelfService,
  endEverywhere,
  selfServiceScope,
  type CallWatchers,
} from './aws/index.js';
import type { Config } from './config.js';
import { authErrorOf, passkeyPageAt, type SelfServiceOfSite } from './pages/index.js';

/** What people may do about their own account on this site, and what signing out everywhere does beside it. */
export interface SiteSelfService {
  readonly pages: SelfServiceOfSite;
  readonly signOutOfOtherApps: (tokens: OwnTokens) => Promise<void>;
}

/** Self-service at the user pool of the settings. `undefined`: the issuer is none of Cognito's, and has no such API. */
export const createSiteSelfService = (
  { pool, baseUrl, siteName, userPoolsEndpoint }: Config,
  watchers: CallWatchers,
): SiteSelfService | undefined => {
  const { issuer, clientId, scopes } = pool;
  if (!isCognitoIssuer(new URL(issuer))) return undefined;
  const api = createSelfService({ issuer, endpoint: userPoolsEndpoint, ...watchers });
  return {
    pages: {
      api,
      clientId,
      siteName,
      isScopeAsked: scopes.includes(selfServiceScope),
      passkeyPage: (poolOrigin) => passkeyPageAt(poolOrigin, { clientId, baseUrl }),
    },
    async signOutOfOtherApps({ accessToken, scopes: granted }) {
      if (!granted.includes(selfServiceScope)) return;
      try {
        await endEverywhere(api, accessToken);
      } catch (error) {
        if (error instanceof PoolFault) throw authErrorOf(error);
        if (error instanceof PoolRefusal)
          throw new AuthError('pool_rejected', { poolError: error.exception });
        throw error;
      }
    },
  };
};
