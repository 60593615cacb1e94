import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

/** What only the user pools API can say of an app client and its pool. */
export interface UserPoolsApi {
  client(): Promise<ClientAtPool>;
  plan(): Promise<string | undefined>;
  /** `undefined`: it does not say. */
  tracksSessions(): Promise<boolean | undefined>;
}

export interface ClientAtPool {
  readonly rotation: { readonly graceSeconds: number } | undefined;
  readonly authFlows: readonly string[];
  readonly oauthFlows: readonly string[];
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly callbackUrls: readonly string[];
  readonly signOutUrls: readonly string[];
}

/** Why the API said nothing, in a sentence. */
export class ApiFailure extends Error {
  /** `missing`: there is no such pool or client; `unavailable`: not for these credentials, or not from here. */
  readonly kind: 'missing' | 'unavailable';

  constructor(kind: ApiFailure['kind'], sentence: string) {
    super(sentence);
    this.name = 'ApiFailure';
    this.kind = kind;
  }
}

export interface UserPoolsApiOptions {
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly deadlineMs: number;
}

/**
 * The user pools API, with the credentials and the endpoint that the AWS SDK finds in the environment. The SDK is loaded here
 * and not before: nobody else pays for it.
 */
export const openUserPoolsApi = async (options: UserPoolsApiOptions): Promise<UserPoolsApi> => {
  const { region, userPoolId, clientId, deadlineMs } = options;
  const sdk = await import('@aws-sdk/client-cognito-identity-provider');
  const api = new sdk.CognitoIdentityProviderClient({ region, maxAttempts: 1 });
  const within = <T>(call: (api: CognitoIdentityProviderClient, signal: AbortSignal) => Promise<T>) =>
    call(api, AbortSignal.timeout(deadlineMs)).catch((error: unknown) => {
      throw failureOf(error, region);
    });

  return {
    client: () =>
      within(async (client, abortSignal) => {
        const command = new sdk.DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId });
        const { UserPoolClient: found = {} } = await client.send(command, { abortSignal });
        const { RefreshTokenRotation: rotation, TokenValidityUnits: units = {} } = found;
        return {
          rotation:
            rotation?.Feature === 'ENABLED'
              ? { graceSeconds: rotation.RetryGracePeriodSeconds ?? 0 }
              : undefined,
          authFlows: found.ExplicitAuthFlows ?? [],
          oauthFlows: found.AllowedOAuthFlows ?? [],
          accessTokenSeconds: secondsOf(found.AccessTokenValidity ?? 1, units.AccessToken ?? 'hours'),
          idTokenSeconds: secondsOf(found.IdTokenValidity ?? 1, units.IdToken ?? 'hours'),
          refreshTokenSeconds: secondsOf(found.RefreshTokenValidity || 30, units.RefreshToken ?? 'days'),
          callbackUrls: found.CallbackURLs ?? [],
          signOutUrls: found.LogoutURLs ?? [],
        };
      }),

    plan: () =>
      within(async (client, abortSignal) => {
        const command = new sdk.DescribeUserPoolCommand({ UserPoolId: userPoolId });
        return (await client.send(command, { abortSignal })).UserPool?.UserPoolTier;
      }),

    tracksSessions: () =>
      within(async (client, abortSignal) => {
        const command = new sdk.GetUserPoolSessionConfigurationCommand({ UserPoolId: userPoolId });
        const { UserSessionTracking: tracking } = await client.send(command, { abortSignal });
        return tracking === undefined ? undefined : tracking === 'ENABLED';
      }),
  };
};

const secondsIn: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

const secondsOf = (validity: number, unit: string): number => validity * (secondsIn[unit] ?? 1);

// The SDK's messages may name keys and roles; the names of exceptions are a fixed list.
const failureOf = (error: unknown, region: string): ApiFailure => {
  const name = error instanceof Error ? error.name : '';
  switch (name) {
    case 'ResourceNotFoundException':
      return new ApiFailure('missing', `AWS knows no such user pool or app client in ${region} (${name}).`);
    case 'AccessDeniedException':
    case 'NotAuthorizedException':
      return new ApiFailure('unavailable', `The AWS credentials of this environment may not ask (${name}).`);
    case 'CredentialsProviderError':
    case 'ExpiredTokenException':
    case 'InvalidSignatureException':
    case 'UnrecognizedClientException':
      return new ApiFailure('unavailable', `The AWS credentials of this environment do not hold (${name}).`);
    case 'UnknownOperationException':
    case 'InvalidAction':
    case 'OperationNotEnabledException':
    case 'FeatureUnavailableInTierException':
      return new ApiFailure('unavailable', `The user pools API does not offer this here (${name}).`);
    default:
      return new ApiFailure(
        'unavailable',
        `The user pools API gave no answer (${/^[A-Za-z0-9_]{1,60}$/.test(name) ? name : 'no name'}).`,
      );
  }
};
