import type { UserPool } from '../../base/model.js';
import { isStructure, type Input } from '../protocol/input.js';
import { seconds } from '../protocol/seconds.js';
import { acrConfiguration } from './acr-configuration.js';
import { schemaType } from './schema.js';

const accountId = '000000000000';

export const poolArn = ({ id }: UserPool): string => {
  const [region = ''] = id.split('_');
  return `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`;
};

/** What Cognito shows of a pool that was told nothing. */
const defaults = {
  UserPoolTier: 'ESSENTIALS',
  LambdaConfig: {},
  AutoVerifiedAttributes: [],
  EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
  VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
  UserPoolTags: {},
};

const asStructure = (value: unknown): Input => (isStructure(value) ? value : {});

/** `UserPoolType`. */
export const poolType = (pool: UserPool, numberOfPeople: number): object => ({
  ...defaults,
  ...pool.otherSettings,
  Id: pool.id,
  Name: pool.name,
  Arn: poolArn(pool),
  Policies: policies(pool),
  DeletionProtection: pool.deletionProtected === true ? 'ACTIVE' : 'INACTIVE',
  SchemaAttributes: schemaType(pool),
  UsernameAttributes: pool.usernameAttributes,
  AliasAttributes: pool.aliasAttributes,
  MfaConfiguration: pool.mfa,
  EstimatedNumberOfUsers: numberOfPeople,
  AdminCreateUserConfig: {
    UnusedAccountValidityDays: 7,
    ...asStructure(pool.otherSettings?.['AdminCreateUserConfig']),
    AllowAdminCreateUserOnly: !pool.selfSignUp,
  },
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: pool.verifyBeforeUpdate ?? [] },
  DeviceConfiguration: deviceConfiguration(pool),
  AcrConfiguration: acrConfiguration(pool),
  Domain: pool.domain,
  CustomDomain: pool.customDomain?.name,
  CreationDate: seconds(pool.createdAt),
  LastModifiedDate: seconds(pool.updatedAt),
});

/** The password policy, as it is set and as it is described. */
export const passwordPolicyType = ({ passwordPolicy, temporaryPasswordDays }: UserPool): object => ({
  MinimumLength: passwordPolicy.minimumLength,
  RequireLowercase: passwordPolicy.lowercase,
  RequireUppercase: passwordPolicy.uppercase,
  RequireNumbers: passwordPolicy.numbers,
  RequireSymbols: passwordPolicy.symbols,
  PasswordHistorySize: passwordPolicy.historySize,
  TemporaryPasswordValidityDays: temporaryPasswordDays ?? 7,
});

const policies = ({ firstFactors, ...pool }: UserPool): object => ({
  PasswordPolicy: passwordPolicyType(pool),
  SignInPolicy: { AllowedFirstAuthFactors: firstFactors ?? ['PASSWORD'] },
});

const deviceConfiguration = ({ devices }: UserPool): object | undefined => {
  if (devices === undefined) return undefined;
  return {
    ChallengeRequiredOnNewDevice: devices.challengesNew,
    DeviceOnlyRememberedOnUserPrompt: devices.onUserPrompt,
  };
};
