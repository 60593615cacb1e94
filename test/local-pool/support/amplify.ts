import { Amplify } from 'aws-amplify';
import { ConsoleLogger } from 'aws-amplify/utils';
import type { LocalPool } from '../../../src/local-pool/index.js';

/** Points Amplify at the pool, as an app in a browser would: at the client without a secret. */
export const configureAmplify = ({ userPoolId, publicClient, api }: LocalPool): void => {
  // It warns of every endpoint that is not AWS's.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId: publicClient.id, userPoolEndpoint: api } },
  });
};
