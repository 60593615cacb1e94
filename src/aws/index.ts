// What people do at AWS by themselves: self-service at a user pool, and credentials: version 0.1.0, as is the src/auth beside it.

export { createAwsCredentials } from './aws-credentials.js';
export type {
  AwsCredentials,
  AwsCredentialsOptions,
  CredentialsInUse,
  RoleChoice,
  TemporaryCredentials,
} from './aws-credentials.js';
export type { IdentityPoolError, IdentityPoolFailureDetails } from './identity-pool-failures.js';
export type {
  AddressName,
  CodeSent,
  Device,
  Passkey,
  PoolSession,
  Profile,
  SecondFactor,
} from './account.js';
export { awsOperations, awsReasons } from './calls.js';
export type { AwsCall, AwsCallEnd, AwsOperation } from './calls.js';
export { endEverywhere } from './end-everywhere.js';
export { PoolFault, PoolRefusal } from './failures.js';
export type { FaultCode } from './meaning.js';
export {
  createSelfService,
  selfServiceScope,
  type SelfService,
  type SelfServiceOptions,
} from './self-service.js';
export type { PasswordChange, SecondFactorChange, SessionEnd, UserPoolsApi } from './user-pools-api.js';
export type { CallWatchers } from './watched-calls.js';
