import { invalidParameter } from '../../base/errors.js';
import type { Client, UserPool } from '../../base/model.js';
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
