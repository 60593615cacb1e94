// A user pool that is Cognito to the wire, for development and tests. This is the door for code, main.ts the one for the
// terminal; docs/architecture.md has the rooms behind them, and a file of each room begins with what belongs there.

export { generateKeys, type LocalPoolKeys } from './tokens/keys.js';
export { startLocalPool } from './start/local-pool.js';
export type { AddPersonOptions, ClientChanges, GroupChanges, PoolChanges } from './control/changes.js';
export type { LocalPool, LocalPoolOptions, PoolTriggers } from './start/options.js';
export type { Fault, Faults, PlannedFault } from './http/faults.js';
export type { Message, Outbox } from './people/outbox.js';
export type { Brand } from './base/brand.js';
export type { Person } from './base/model.js';
export type { Refusal, RefusalLog } from './http/refusals.js';
export type { Endpoint, RecordedRequest, RequestLog } from './http/requests.js';
export type {
  AccessTokenChanges,
  ClaimChanges,
  CreateAuthChallengeEvent,
  CustomMessageEvent,
  CustomSenderEvent,
  DefineAuthChallengeEvent,
  GroupConfiguration,
  InboundFederationEvent,
  PostAuthenticationEvent,
  PostConfirmationEvent,
  PreAuthenticationEvent,
  PreSignUpEvent,
  PreTokenGenerationEvent,
  ShownChallenge,
  TriggerContext,
  TriggerEvent,
  TriggerFunctions,
  UserMigrationEvent,
  VerifyAuthChallengeResponseEvent,
} from './triggers/event-types.js';
export type { TriggerRun, TriggerRuns } from './triggers/runs.js';
export type { SenderKey } from './triggers/sender-code.js';
export type { TriggerName } from './triggers/table.js';
export { awsIssuer } from './base/issuer.js';
export { seedPassword } from './control/seed.js';
export type { Seed } from './control/seed-file.js';
export { totpCode } from './people/totp.js';
