export { createAwsCredentials } from './aws-credentials.js';
export type {
  AwsCredentials,
  AwsCredentialsOptions,
  CredentialsInUse,
  RoleChoice,
  TemporaryCredentials,
} from './aws-credentials.js';
export type { IdentityPoolError, IdentityPoolFailureDetails } from './identity-pool-failures.js';
