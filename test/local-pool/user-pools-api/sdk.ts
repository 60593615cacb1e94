import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { LocalPool } from '../../../src/local-pool/index.js';

/** AWS's own client, as an app or an administrator has it. Any credentials will do. */
export const sdkOf = ({ api }: LocalPool, customUserAgent = 'test'): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient({
    endpoint: api,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
    customUserAgent,
    maxAttempts: 1,
  });
