import type {
  Client,
  Group,
  IdentityProvider,
  Person,
  ResourceServer,
  SchemaAttribute,
  UserPool,
} from '../base/model.js';
import { isObject } from '../base/shape.js';
import { acrConfiguration } from '../user-pools-api/provisioning/acr-configuration.js';
import { passwordPolicyType } from '../user-pools-api/provisioning/describe-pool.js';
import { validityOf } from '../user-pools-api/provisioning/validity.js';

// What operations of the user pools API take, for records of this pool: the way back of `user-pools-api/provisioning`.

export const poolInput = (pool: UserPool): object => ({
  PoolName: pool.name,
  UserPoolTier: 'ESSENTIALS',
  ...pool.otherSettings,
  ...(pool.usernameAttributes.length > 0 && { UsernameAttributes: pool.usernameAttributes }),
  ...(pool.aliasAttributes.length > 0 && { AliasAttributes: pool.aliasAttributes }),
  UsernameConfiguration: { CaseSensitive: pool.caseSensitive === true },
  ...(pool.deletionProtected === true && { DeletionProtection: 'ACTIVE' }),
  Schema: schemaOf(pool).map(attributeInput),
  AdminCreateUserConfig: {
    ...inviteOf(pool),
    AllowAdminCreateUserOnly: !pool.selfSignUp,
  },
  ...(pool.verifyBeforeUpdate !== undefined && {
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: pool.verifyBeforeUpdate },
  }),
  ...(pool.devices !== undefined && {
    DeviceConfiguration: {
      ChallengeRequiredOnNewDevice: pool.devices.challengesNew,
      DeviceOnlyRememberedOnUserPrompt: pool.devices.onUserPrompt,
    },
  }),
  Policies: policiesInput(pool),
  ...(pool.levelNames !== undefined && { AcrConfiguration: acrConfiguration(pool) }),
});

/** How people are invited, where the pool was told. */
const inviteOf = ({ otherSettings = {} }: UserPool): object => {
  const given = otherSettings['AdminCreateUserConfig'];
  return isObject(given) ? given : {};
};

const policiesInput = ({ firstFactors, ...pool }: UserPool): object => ({
  PasswordPolicy: passwordPolicyType(pool),
  ...(firstFactors !== undefined && { SignInPolicy: { AllowedFirstAuthFactors: firstFactors } }),
});

/** With what people sign in by, which Cognito wants to be required, and custom attributes without a description. */
const schemaOf = ({
  schema = [],
  usernameAttributes,
  customAttributes,
}: UserPool): readonly SchemaAttribute[] => {
  const usual = [
    ...usernameAttributes.map((name) => ({ name, type: 'String', required: true, mutable: true }) as const),
    ...customAttributes.map(
      (name) => ({ name: `custom:${name}`, type: 'String', required: false, mutable: true }) as const,
    ),
  ];
  return [...schema, ...usual.filter(({ name }) => schema.every((one) => one.name !== name))];
};

const attributeInput = ({ name, type, required, mutable, min, max }: SchemaAttribute): object => {
  const limits = (least: string, most: string): object => ({
    ...(min !== undefined && { [least]: String(min) }),
    ...(max !== undefined && { [most]: String(max) }),
  });
  const hasLimits = min !== undefined || max !== undefined;
  return {
    Name: name.replace(/^custom:/u, ''),
    AttributeDataType: type,
    Required: required,
    Mutable: mutable,
    ...(hasLimits && type === 'Number' && { NumberAttributeConstraints: limits('MinValue', 'MaxValue') }),
    ...(hasLimits && type === 'String' && { StringAttributeConstraints: limits('MinLength', 'MaxLength') }),
  };
};

export const serverInput = ({ identifier, name, scopes }: ResourceServer): object => ({
  Identifier: identifier,
  Name: name,
  Scopes: scopes.map((scope) => ({ ScopeName: scope.name, ScopeDescription: scope.description })),
});

/** What Cognito has to be told of a provider of each type; here every one is simulated and needs nothing. */
const detailNames: Readonly<Record<string, readonly string[]>> = {
  Facebook: ['client_id', 'client_secret', 'authorize_scopes'],
  Google: ['client_id', 'client_secret', 'authorize_scopes'],
  LoginWithAmazon: ['client_id', 'client_secret', 'authorize_scopes'],
  OIDC: ['client_id', 'client_secret', 'attributes_request_method', 'oidc_issuer', 'authorize_scopes'],
  SAML: ['MetadataURL'],
  SignInWithApple: ['client_id', 'team_id', 'key_id', 'private_key', 'authorize_scopes'],
};

export const providerInput = (provider: IdentityProvider): object => {
  const { name, identifiers, details, attributeMapping, acrMapping } = provider;
  const type = Object.hasOwn(detailNames, provider.type) ? provider.type : 'OIDC';
  const names = detailNames[type] ?? [];
  return {
    ProviderName: name,
    ProviderType: type,
    ProviderDetails: { ...Object.fromEntries(names.map((detail) => [detail, 'REPLACE'])), ...details },
    AttributeMapping: attributeMapping ?? { email: 'email' },
    ...(acrMapping !== undefined && { AcrMapping: acrMapping }),
    ...(identifiers.length > 0 && { IdpIdentifiers: identifiers }),
  };
};

const shortestSeconds = { access: 300, refresh: 3600 };

/** Lifetimes that are shorter than Cognito has them are as short as Cognito has them; it knows no client of a provider that is not there. */
export const clientInput = (client: Client, providers: readonly string[]): object => ({
  ClientName: client.name,
  GenerateSecret: client.secrets.length > 0,
  ...(client.flows.length > 0 && {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: client.flows,
    AllowedOAuthScopes: client.scopes,
  }),
  CallbackURLs: client.callbackUrls,
  LogoutURLs: client.logoutUrls,
  ...(client.defaultRedirectUri !== undefined && { DefaultRedirectURI: client.defaultRedirectUri }),
  SupportedIdentityProviders: client.identityProviders.filter(
    (name) => name === 'COGNITO' || providers.includes(name),
  ),
  ExplicitAuthFlows: client.explicitAuthFlows,
  ...(client.rotation !== false && {
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: client.rotation.graceSeconds },
  }),
  EnableTokenRevocation: client.revocation,
  PreventUserExistenceErrors: client.preventUserExistenceErrors ? 'ENABLED' : 'LEGACY',
  ...validityOf({
    accessTokenSeconds: Math.max(client.accessTokenSeconds, shortestSeconds.access),
    idTokenSeconds: Math.max(client.idTokenSeconds, shortestSeconds.access),
    refreshTokenSeconds: Math.max(client.refreshTokenSeconds, shortestSeconds.refresh),
  }),
  AuthSessionValidity: client.authSessionSeconds / 60,
  ...(client.readAttributes !== undefined && { ReadAttributes: client.readAttributes }),
  ...(client.writeAttributes !== undefined && { WriteAttributes: client.writeAttributes }),
});

export const groupInput = ({ name, description, precedence, roleArn }: Group): object => ({
  GroupName: name,
  ...(description !== undefined && { Description: description }),
  ...(precedence !== undefined && { Precedence: precedence }),
  ...(roleArn !== undefined && { RoleArn: roleArn }),
});

interface PersonInput {
  readonly Username: string;
  readonly UserAttributes: readonly { readonly Name: string; readonly Value: string }[];
  readonly MessageAction: 'SUPPRESS';
}

/** Where people sign in by an address, that is the name they are made with; Cognito gives them another. */
export const personInput = ({ username, attributes }: Person, pool: UserPool): PersonInput => {
  const address = pool.usernameAttributes
    .map((name) => attributes[name])
    .find((value) => value !== undefined);
  return {
    Username: address ?? username,
    UserAttributes: Object.entries(attributes)
      .filter(([name]) => name !== 'sub')
      .map(([Name, Value]) => ({ Name, Value })),
    MessageAction: 'SUPPRESS',
  };
};
