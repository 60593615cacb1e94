import { invalidParameter } from '../../base/errors.js';
import type { Address, DeviceTracking, FirstFactor, PasswordPolicy, UserPool } from '../../base/model.js';
import { addressNames } from '../../people/attributes.js';
import {
  optionalChoice,
  optionalFlag,
  optionalInteger,
  optionalStructure,
  optionalText,
  optionalTexts,
  type Input,
} from '../protocol/input.js';
import { assertLambdaConfig } from './lambda-config.js';
import { assertInTier } from '../protocol/tiers.js';

/** Settings that mean nothing here: kept as they came, for DescribeUserPool. */
const keptSettings = [
  'AccountRecoverySetting',
  'AdminCreateUserConfig',
  'AutoVerifiedAttributes',
  'DcrConfiguration',
  'EmailConfiguration',
  'EmailVerificationMessage',
  'EmailVerificationSubject',
  'IssuerConfiguration',
  'KeyConfiguration',
  'LambdaConfig',
  'SmsAuthenticationMessage',
  'SmsConfiguration',
  'SmsVerificationMessage',
  'UserPoolAddOns',
  'UserPoolTags',
  'UserPoolTier',
  'VerificationMessageTemplate',
] as const;

const everyFirstFactor: readonly FirstFactor[] = ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'];

export const mfaModes = ['OFF', 'ON', 'OPTIONAL'] as const;

/**
 * Where no method was set up by SetUserPoolMfaConfig, codes by SMS are what there is, and they need a sender. Answers the
 * methods of the pool from now on.
 */
export const mfaMethodsAfter = (input: Input, methods: UserPool['mfaMethods']): UserPool['mfaMethods'] => {
  const mfa = optionalText(input, 'MfaConfiguration') ?? 'OFF';
  if (mfa === 'OFF' || methods?.length !== 0) return methods;
  if (optionalStructure(input, 'SmsConfiguration') !== undefined) return ['SMS_MFA'];
  const how = mfa === 'ON' ? 'required' : 'optional';
  throw invalidParameter(
    `SMS configuration and Auto verification for phone_number are required when MFA is ${how}`,
  );
};

type Changeable = Pick<
  UserPool,
  | 'passwordPolicy'
  | 'mfa'
  | 'selfSignUp'
  | 'firstFactors'
  | 'verifyBeforeUpdate'
  | 'temporaryPasswordDays'
  | 'devices'
  | 'deletionProtected'
  | 'otherSettings'
>;

/** What CreateUserPool and UpdateUserPool set. A member that is left out has its default, in an update too. */
export const poolSettingsIn = (input: Input): Changeable => {
  const policies = optionalStructure(input, 'Policies') ?? {};
  const password = optionalStructure(policies, 'PasswordPolicy') ?? {};
  const devices = devicesIn(input);
  const adminCreate = optionalStructure(input, 'AdminCreateUserConfig') ?? {};
  const firstFactors = firstFactorsIn(optionalStructure(policies, 'SignInPolicy') ?? {});
  const otherSettings = otherSettingsIn(input);
  assertLambdaConfig(input, otherSettings);
  const passwordPolicy = passwordPolicyIn(password);
  const registration = optionalStructure(input, 'DcrConfiguration');
  if (registration !== undefined && registration['EnableStatus'] !== 'Disabled')
    assertInTier({ otherSettings }, 'Dynamic Client Registration');
  if (passwordPolicy.historySize !== undefined) assertInTier({ otherSettings }, 'Password history');
  if (firstFactors.some((factor) => factor !== 'PASSWORD'))
    assertInTier({ otherSettings }, 'Passwordless sign-in');
  return {
    passwordPolicy,
    temporaryPasswordDays: optionalInteger(password, 'TemporaryPasswordValidityDays', { max: 365 }) ?? 7,
    firstFactors,
    mfa: optionalChoice(input, 'MfaConfiguration', mfaModes) ?? 'OFF',
    selfSignUp: optionalFlag(adminCreate, 'AllowAdminCreateUserOnly') !== true,
    verifyBeforeUpdate: verifiedFirstIn(input),
    deletionProtected: optionalChoice(input, 'DeletionProtection', ['ACTIVE', 'INACTIVE']) === 'ACTIVE',
    ...(devices === undefined ? {} : { devices }),
    otherSettings,
  };
};

const otherSettingsIn = (input: Input): Readonly<Record<string, unknown>> => {
  optionalChoice(input, 'UserPoolTier', ['LITE', 'ESSENTIALS', 'PLUS']);
  return Object.fromEntries(keptSettings.filter((name) => name in input).map((name) => [name, input[name]]));
};

/** Without a policy everything is required, as in the console's default. */
const passwordPolicyIn = (policy: Input): PasswordPolicy => {
  const isGiven = Object.keys(policy).length > 0;
  const requires = (name: string): boolean => optionalFlag(policy, name) ?? !isGiven;
  const historySize = optionalInteger(policy, 'PasswordHistorySize', { max: 24 }) ?? 0;
  return {
    minimumLength: optionalInteger(policy, 'MinimumLength', { min: 6, max: 99 }) ?? 8,
    lowercase: requires('RequireLowercase'),
    uppercase: requires('RequireUppercase'),
    numbers: requires('RequireNumbers'),
    symbols: requires('RequireSymbols'),
    ...(historySize === 0 ? {} : { historySize }),
  };
};

const firstFactorsIn = (policy: Input): readonly FirstFactor[] => {
  const names = optionalTexts(policy, 'AllowedFirstAuthFactors') ?? ['PASSWORD'];
  if (names.length === 1 && names[0] === 'WEB_AUTHN') {
    throw invalidParameter('AllowedFirstAuthFactors needs another factor beside WEB_AUTHN.');
  }
  return names.map((name) => {
    const factor = everyFirstFactor.find((candidate) => candidate === name);
    if (factor !== undefined) return factor;
    throw invalidParameter(`AllowedFirstAuthFactors must be among ${everyFirstFactor.join(', ')}.`);
  });
};

const verifiedFirstIn = (input: Input): readonly Address[] => {
  const settings = optionalStructure(input, 'UserAttributeUpdateSettings') ?? {};
  const names = optionalTexts(settings, 'AttributesRequireVerificationBeforeUpdate') ?? [];
  return addressNames.filter((address) => names.includes(address));
};

const devicesIn = (input: Input): DeviceTracking | undefined => {
  const devices = optionalStructure(input, 'DeviceConfiguration');
  if (devices === undefined) return undefined;
  return {
    challengesNew: optionalFlag(devices, 'ChallengeRequiredOnNewDevice') ?? false,
    onUserPrompt: optionalFlag(devices, 'DeviceOnlyRememberedOnUserPrompt') ?? false,
  };
};
