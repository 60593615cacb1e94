// #region triggers
import { startLocalPool } from '../../../src/local-pool/index.js';

/** A pool that lets people of one domain in without a code, and says their tenant in both tokens. */
export const poolWithTriggers = () =>
  startLocalPool({
    triggers: {
      PreSignUp: (event) => {
        const { email = '' } = event.request.userAttributes;
        if (!email.endsWith('@example.com')) throw new Error('Sign up with an address of example.com');
        event.response.autoConfirmUser = true;
        event.response.autoVerifyEmail = true;
        return event;
      },
      PreTokenGenerationConfig: { LambdaVersion: 'V2_0' },
      PreTokenGeneration: (event) => {
        const claims = { claimsToAddOrOverride: { tenant: 'acme' } };
        event.response.claimsAndScopeOverrideDetails = {
          idTokenGeneration: claims,
          accessTokenGeneration: { ...claims, scopesToAdd: ['orders/read'] },
        };
        return event;
      },
    },
  });
// #endregion
