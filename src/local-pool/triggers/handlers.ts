import type { UserPool } from '../base/model.js';
import type { TriggerContext, TriggerEvent } from './event-types.js';
import type { TriggerRun } from './runs.js';
import type { TriggerName } from './table.js';

/** What is to be called for a trigger. Throws a FailedRun, or whatever the function throws. */
export interface Handler {
  readonly by: TriggerRun['by'];
  /** It may answer that there is no such function after all. */
  readonly mayBeAbsent?: boolean;
  call(event: TriggerEvent, options: CallOptions): Promise<unknown>;
}

export interface CallOptions {
  readonly context: TriggerContext;
  /** Aborts when nobody waits any more. */
  readonly signal: AbortSignal;
}

/** Where functions come from: given in code, from a module, or behind a URL. */
export interface TriggerSource {
  /** Undefined where it has no such trigger. */
  handler(name: TriggerName): Handler | undefined;
  /** Of `PreTokenGenerationConfig`, where it says one. */
  tokenVersion(): string | undefined;
}

/** `LambdaConfig` of a pool: what CreateUserPool and UpdateUserPool were told of triggers. */
export const lambdaConfigOf = ({ otherSettings }: UserPool): Readonly<Record<string, unknown>> => {
  const config = otherSettings?.['LambdaConfig'];
  return typeof config === 'object' && config !== null ? { ...config } : {};
};

const configMembers: Readonly<Partial<Record<TriggerName, string>>> = {
  PreTokenGeneration: 'PreTokenGenerationConfig',
};

/** The function that a pool's `LambdaConfig` names for a trigger. */
export const lambdaArnOf = (pool: UserPool, name: TriggerName): string | undefined => {
  const config = lambdaConfigOf(pool);
  const [newer, plain] = [config[configMembers[name] ?? name], config[name]];
  const arns = [memberOf(newer, 'LambdaArn'), plain, memberOf(plain, 'LambdaArn')];
  return arns.find((arn): arn is string => typeof arn === 'string' && arn !== '');
};

/** `V1_0` unless `PreTokenGenerationConfig` says otherwise. */
export const lambdaTokenVersion = (pool: UserPool): string | undefined => {
  const version = memberOf(lambdaConfigOf(pool)['PreTokenGenerationConfig'], 'LambdaVersion');
  return typeof version === 'string' ? version : undefined;
};

/** The key of the custom senders, as its name goes into their messages. */
export const senderKeyOf = (pool: UserPool): string => {
  const [region = ''] = pool.id.split('_');
  const id = lambdaConfigOf(pool)['KMSKeyID'];
  return typeof id === 'string' && id !== '' ? id : `arn:aws:kms:${region}:000000000000:key/local-pool`;
};

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
