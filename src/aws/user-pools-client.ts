import {
  AssociateSoftwareTokenCommand,
  ChangePasswordCommand,
  CognitoIdentityProviderClient,
  DeleteUserCommand,
  DeleteWebAuthnCredentialCommand,
  ForgetDeviceCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  ListDevicesCommand,
  ListUserSessionsCommand,
  ListWebAuthnCredentialsCommand,
  RevokeUserSessionCommand,
  SetUserMFAPreferenceCommand,
  StartWebAuthnRegistrationCommand,
  UpdateUserAttributesCommand,
  VerifySoftwareTokenCommand,
  VerifyUserAttributeCommand,
  type CodeDeliveryDetailsType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { CodeSent, PoolSession } from './account.js';
import { accountDevice, accountPasskey, poolSession, profileFrom } from './answers.js';
import type { AwsOperation } from './calls.js';
import { failureFrom, PoolRefusal } from './failures.js';
import type { UserPoolsApi } from './user-pools-api.js';
import type { WatchCall } from './watched-calls.js';

// The one file that knows the SDK of user pools. It is imported when the first call is made, and not before, so that a site
// that makes none loads nothing of AWS.

/** Where the API is, and how long one call may take. */
export interface UserPoolsClientOptions {
  readonly region: string;
  /** Left out, the SDK finds it: by its own settings, or from the region. */
  readonly endpoint: string | undefined;
  readonly deadlineMs: number;
  readonly watch: WatchCall;
}

// As many as a page shows; Cognito keeps at most twenty passkeys for a person.
const mostDevices = 60;
const mostPasskeys = 20;
// A person has a hundred token sessions at most, and a page has 125 sessions: more pages than these are nobody's browsers.
const mostSessionPages = 4;

/**
 * The user pools API as the SDK speaks it. Every call is authorised by the access token that it is about, and by nothing
 * else: no AWS credentials are looked for. No call is made twice, because a code or a password that the pool has seen
 * counts as an attempt.
 */
export const createUserPoolsClient = ({
  region,
  endpoint,
  deadlineMs,
  watch,
}: UserPoolsClientOptions): UserPoolsApi => {
  const client = new CognitoIdentityProviderClient({
    region,
    maxAttempts: 1,
    ...(endpoint !== undefined && { endpoint }),
  });

  // What goes wrong is told in our own words: an error of the SDK holds the request, and the request the token.
  const asked = <Answer>(
    operation: AwsOperation,
    call: (options: { abortSignal: AbortSignal }) => Promise<Answer>,
    abortSignal = AbortSignal.timeout(deadlineMs),
  ): Promise<Answer> =>
    watch(operation, () =>
      call({ abortSignal }).catch((error: unknown) => {
        throw failureFrom(error);
      }),
    );

  return {
    profile: (AccessToken) =>
      asked('GetUser', async (options) =>
        profileFrom(await client.send(new GetUserCommand({ AccessToken }), options)),
      ),

    updateAttributes: (AccessToken, attributes) =>
      asked('UpdateUserAttributes', async (options) => {
        const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
        const command = new UpdateUserAttributesCommand({ AccessToken, UserAttributes });
        const { CodeDeliveryDetailsList: sent = [] } = await client.send(command, options);
        return sent.map(codeSent);
      }),

    sendCode: (AccessToken, AttributeName) =>
      asked('GetUserAttributeVerificationCode', async (options) => {
        const command = new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName });
        return codeSent((await client.send(command, options)).CodeDeliveryDetails);
      }),

    verifyAddress: (AccessToken, AttributeName, Code) =>
      asked('VerifyUserAttribute', async (options) => {
        await client.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName, Code }), options);
      }),

    changePassword: (AccessToken, { previous, proposed }) =>
      asked('ChangePassword', async (options) => {
        const passwords = { PreviousPassword: previous, ProposedPassword: proposed };
        await client.send(new ChangePasswordCommand({ AccessToken, ...passwords }), options);
      }),

    startAuthenticator: (AccessToken) =>
      asked('AssociateSoftwareToken', async (options) => {
        const answer = await client.send(new AssociateSoftwareTokenCommand({ AccessToken }), options);
        return answer.SecretCode ?? '';
      }),

    confirmAuthenticator: (AccessToken, UserCode) =>
      asked('VerifySoftwareToken', async (options) => {
        const command = new VerifySoftwareTokenCommand({ AccessToken, UserCode });
        return (await client.send(command, options)).Status === 'SUCCESS';
      }),

    setSecondFactor: (AccessToken, { method, isOn, isPreferred }) =>
      asked('SetUserMFAPreference', async (options) => {
        const settings = { [memberOf[method]]: { Enabled: isOn, PreferredMfa: isOn && isPreferred } };
        await client.send(new SetUserMFAPreferenceCommand({ AccessToken, ...settings }), options);
      }),

    devices: (AccessToken) =>
      asked('ListDevices', async (options) => {
        const command = new ListDevicesCommand({ AccessToken, Limit: mostDevices });
        return ((await client.send(command, options)).Devices ?? []).flatMap(accountDevice);
      }),

    forgetDevice: (AccessToken, DeviceKey) =>
      asked('ForgetDevice', async (options) => {
        await client.send(new ForgetDeviceCommand({ AccessToken, DeviceKey }), options);
      }),

    passkeys: (AccessToken) =>
      asked('ListWebAuthnCredentials', async (options) => {
        const command = new ListWebAuthnCredentialsCommand({ AccessToken, MaxResults: mostPasskeys });
        return ((await client.send(command, options)).Credentials ?? []).flatMap(accountPasskey);
      }),

    takesPasskeys: async (AccessToken) => {
      try {
        return await asked('StartWebAuthnRegistration', async (options) => {
          await client.send(new StartWebAuthnRegistrationCommand({ AccessToken }), options);
          return true;
        });
      } catch (error) {
        // Too many, or too often: it has them.
        if (error instanceof PoolRefusal) return error.exception === 'LimitExceededException';
        throw error;
      }
    },

    deletePasskey: (AccessToken, CredentialId) =>
      asked('DeleteWebAuthnCredential', async (options) => {
        await client.send(new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId }), options);
      }),

    sessions: async (AccessToken) => {
      const deadline = AbortSignal.timeout(deadlineMs);
      const sessions: PoolSession[] = [];
      let NextToken: string | undefined;
      for (let page = 0; page < mostSessionPages; page += 1) {
        const command = new ListUserSessionsCommand({ AccessToken, NextToken });
        const answer = await asked('ListUserSessions', (options) => client.send(command, options), deadline);
        sessions.push(...(answer.Sessions ?? []).flatMap(poolSession));
        NextToken = answer.NextToken;
        if (NextToken === undefined) break;
      }
      return sessions;
    },

    endSession: (AccessToken, { id: SessionId, alsoLinked }) =>
      asked('RevokeUserSession', async (options) => {
        const RevokeAssociatedSessions = alsoLinked ? 'LINKED' : 'NONE';
        const input = { AccessToken, SessionId, RevokeAssociatedSessions } as const;
        await client.send(new RevokeUserSessionCommand(input), options);
      }),

    deleteAccount: (AccessToken) =>
      asked('DeleteUser', async (options) => {
        await client.send(new DeleteUserCommand({ AccessToken }), options);
      }),

    signOutEverywhere: (AccessToken) =>
      asked('GlobalSignOut', async (options) => {
        await client.send(new GlobalSignOutCommand({ AccessToken }), options);
      }),
  };
};

const memberOf = {
  app: 'SoftwareTokenMfaSettings',
  email: 'EmailMfaSettings',
  sms: 'SMSMfaSettings',
} as const;

const codeSent = (details: CodeDeliveryDetailsType | undefined): CodeSent => ({
  attribute: details?.AttributeName,
  destination: details?.Destination,
});
