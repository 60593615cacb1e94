import { invalidParameter } from '../../base/errors.js';
import type { Client, UserPool } from '../../base/model.js';
import type { Metadata } from '../../triggers/events.js';
import type { Api } from '../protocol/api.js';
import type { Aim } from './aim.js';
import type { Parameters } from './attempt.js';

/** Who asks to sign in somebody, and with what: `AuthParameters` or `ChallengeResponses`. */
export interface FlowRequest {
  readonly api: Api;
  readonly client: Client;
  readonly pool: UserPool;
  readonly parameters: Parameters;
  readonly aim?: Aim | undefined;
  /** `ClientMetadata` of a call that begins a sign-in, which triggers before it get under this name. */
  readonly validationData?: Metadata | undefined;
  /** `ClientMetadata` of a call that goes on with one. */
  readonly clientMetadata?: Metadata | undefined;
}

/** Throws InvalidParameterException when it is absent or empty. */
export const required = (parameters: Parameters, name: string): string => {
  const value = parameters[name];
  if (value === undefined || value === '') throw invalidParameter(`Missing required parameter ${name}`);
  return value;
};

export const deviceOf = (parameters: Parameters): { readonly deviceKey?: string } => {
  const deviceKey = parameters['DEVICE_KEY'];
  return deviceKey === undefined ? {} : { deviceKey };
};
