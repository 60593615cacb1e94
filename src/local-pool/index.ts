export { generateKeys, type LocalPoolKeys } from './keys.js';
export { startLocalPool } from './local-pool.js';
export type { LocalPool, LocalPoolOptions } from './options.js';
export type { Fault, Faults, PlannedFault } from './faults.js';
export type { Outbox } from './outbox.js';
export type { Person } from './model.js';
export type { Endpoint, RecordedRequest, RequestLog } from './requests.js';
export { awsIssuer, SEED_PASSWORD } from './seed.js';
export { totpCode } from './totp.js';
