import { invalidParameter } from '../../base/errors.js';
import type { Client, UserPool } from '../../base/model.js';
import { isStandardAttribute } from '../../people/attributes.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import type { Api } from '../protocol/api.js';
import {
  optionalChoice,
  optionalFlag,
  optionalInteger,
  optionalStructure,
  optionalText,
  optionalTexts,
  type Input,
} from '../protocol/input.js';
import { oauthSettingsIn } from './client-oauth.js';
import { assertInTier } from '../protocol/tiers.js';
import { lifetimesIn } from './validity.js';

/** For GetClientToken, and for nothing else beside it. */
const tokenFlow = 'ALLOW_CLIENT_TOKEN_AUTH';
const authFlows = [
  'ADMIN_NO_SRP_AUTH',
  'CUSTOM_AUTH_FLOW_ONLY',
  'USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
  tokenFlow,
];
/** They mean nothing here. */
const keptSettings = ['AnalyticsConfiguration', 'EnablePropagateAdditionalUserContextData'] as const;
const defaultAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];

export type ClientSettings = Omit<
  Client,
  'id' | 'poolId' | 'name' | 'secrets' | 'secretDates' | 'isRegistered' | 'createdAt' | 'updatedAt'
>;

/** What CreateUserPoolClient and UpdateUserPoolClient set. A member that is left out has its default, in an update too. */
export const clientSettingsIn = (
  input: Input,
  context: { readonly pool: UserPool; readonly api: Api; readonly hasSecret: boolean },
): ClientSettings => {
  const explicitAuthFlows = authFlowsIn(input);
  const rotation = rotationIn(input, explicitAuthFlows);
  if (rotation !== false) assertInTier(context.pool, 'Refresh token rotation');
  const readAttributes = knownAttributes(input, 'ReadAttributes', context.pool);
  const writeAttributes = knownAttributes(input, 'WriteAttributes', context.pool);
  return {
    ...oauthSettingsIn(input, context),
    ...lifetimesIn(input),
    explicitAuthFlows,
    rotation,
    authSessionSeconds: 60 * (optionalInteger(input, 'AuthSessionValidity', { min: 3, max: 15 }) ?? 3),
    revocation: optionalFlag(input, 'EnableTokenRevocation') ?? true,
    preventUserExistenceErrors:
      optionalChoice(input, 'PreventUserExistenceErrors', ['ENABLED', 'LEGACY']) === 'ENABLED',
    otherSettings: otherSettingsIn(input),
    ...(readAttributes === undefined ? {} : { readAttributes }),
    ...(writeAttributes === undefined ? {} : { writeAttributes }),
  };
};

const authFlowsIn = (input: Input): readonly string[] => {
  const flows = optionalTexts(input, 'ExplicitAuthFlows') ?? [];
  const unknown = flows.find((flow) => !authFlows.includes(flow));
  if (unknown !== undefined) {
    throw invalidParameter(`ExplicitAuthFlows: ${unknown} is not among ${authFlows.join(', ')}.`);
  }
  assertOneGeneration(flows);
  if (flows.includes(tokenFlow) && flows.length > 1)
    throw invalidParameter(unconfirmed.mixedWithClientTokens);
  return flows.length === 0 ? defaultAuthFlows : flows;
};

/** Those of before 2019 have no ALLOW_ in front. */
const assertOneGeneration = (flows: readonly string[]): void => {
  const isNew = (flow: string): boolean => flow.startsWith('ALLOW_');
  if (flows.some(isNew) && !flows.every(isNew)) throw invalidParameter(unconfirmed.mixedAuthFlows);
};

/** An attribute that the pool does not have can neither be read nor written. */
const knownAttributes = (
  input: Input,
  member: 'ReadAttributes' | 'WriteAttributes',
  { customAttributes }: UserPool,
): readonly string[] | undefined => {
  const names = optionalTexts(input, member);
  const isKnown = (name: string): boolean =>
    isStandardAttribute(name) ||
    name === 'identities' ||
    customAttributes.includes(name.replace(/^(?:custom|dev):/u, ''));
  if (names === undefined || names.every(isKnown)) return names;
  const what = member === 'ReadAttributes' ? 'read' : 'write';
  throw invalidParameter(`Invalid ${what} attributes specified while creating a client`);
};

const otherSettingsIn = (input: Input): Readonly<Record<string, unknown>> =>
  Object.fromEntries(keptSettings.filter((name) => name in input).map((name) => [name, input[name]]));

/** Rotation and REFRESH_TOKEN_AUTH exclude each other, and the default flows contain it. */
const rotationIn = (input: Input, flows: readonly string[]): Client['rotation'] => {
  const rotation = optionalStructure(input, 'RefreshTokenRotation') ?? {};
  if (optionalChoice(rotation, 'Feature', ['ENABLED', 'DISABLED']) !== 'ENABLED') return false;
  if (flows.includes('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw invalidParameter(
      'Refresh token rotation cannot be enabled together with ALLOW_REFRESH_TOKEN_AUTH. List ExplicitAuthFlows without it.',
    );
  }
  return { graceSeconds: optionalInteger(rotation, 'RetryGracePeriodSeconds', { max: 60 }) ?? 0 };
};

/** Throws InvalidParameterException unless it is 24 to 64 letters, digits, `_` or `+`. */
export const customSecretIn = (input: Input): string | undefined => {
  const secret = optionalText(input, 'ClientSecret');
  if (secret === undefined || /^[\w+]{24,64}$/u.test(secret)) return secret;
  throw invalidParameter('ClientSecret must be 24 to 64 letters, digits, _ or +.');
};
