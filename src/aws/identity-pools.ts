import type { CognitoIdentityClient, Credentials } from '@aws-sdk/client-cognito-identity';
import type { Login } from './id-token.js';
import { failureFrom, unusableAnswer } from './identity-pool-failures.js';
import { loadSdk } from './sdk.js';
import type { WatchCall } from './watched-calls.js';

// The one file that knows the SDK of identity pools. It loads it when the first call is made, and not before, so that a site
// that makes none has nothing of AWS in its memory.

/** What an identity pool gave. */
export interface GivenCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the epoch. */
  readonly endsAtMs: number;
}

/** The two calls of the enhanced flow. Neither is signed: the ID token is what speaks. Both throw `IdentityPoolFailure`. */
export interface IdentityPools {
  /** `GetId`: the same person has the same identity each time. */
  identityOf(login: Login, signal: AbortSignal): Promise<string>;
  /** `GetCredentialsForIdentity`. Without a role the identity pool chooses one, by its own rules. */
  credentialsFor(
    identity: { readonly id: string; readonly roleArn: string | undefined },
    login: Login,
    signal: AbortSignal,
  ): Promise<GivenCredentials>;
}

/** Where the identity pool is. */
export interface IdentityPoolsOptions {
  readonly identityPoolId: string;
  /** Left out, the SDK finds it: by its own settings, or from the region. */
  readonly endpoint: string | undefined;
  readonly watch: WatchCall;
}

/** One identity pool, by the SDK's own client. Makes no call, and loads nothing, until it is asked. */
export const createIdentityPools = ({
  identityPoolId,
  endpoint,
  watch,
}: IdentityPoolsOptions): IdentityPools => {
  let loading: Promise<Sdk> | undefined;
  const sdk = (): Promise<Sdk> =>
    (loading ??= load({ region: identityPoolId.slice(0, identityPoolId.indexOf(':')), endpoint }).catch(
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    ));

  return {
    async identityOf(login, abortSignal) {
      const { client, GetIdCommand } = await sdk();
      const command = new GetIdCommand({ IdentityPoolId: identityPoolId, Logins: loginsOf(login) });
      return watch('GetId', async () => {
        const { IdentityId: id } = await client
          .send(command, { abortSignal })
          .catch(refused({ hasRole: false }));
        if (id === undefined) throw unusableAnswer();
        return id;
      });
    },

    async credentialsFor({ id, roleArn }, login, abortSignal) {
      const { client, GetCredentialsForIdentityCommand } = await sdk();
      const command = new GetCredentialsForIdentityCommand({
        IdentityId: id,
        Logins: loginsOf(login),
        ...(roleArn !== undefined && { CustomRoleArn: roleArn }),
      });
      return watch('GetCredentialsForIdentity', async () => {
        const { Credentials: given } = await client
          .send(command, { abortSignal })
          .catch(refused({ hasRole: roleArn !== undefined }));
        return credentialsIn(given);
      });
    },
  };
};

const credentialsIn = (given: Credentials = {}): GivenCredentials => {
  const { AccessKeyId: accessKeyId, SecretKey: secretAccessKey, SessionToken: sessionToken } = given;
  const endsAtMs = given.Expiration?.getTime() ?? NaN;
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(endsAtMs)) throw unusableAnswer();
  return { accessKeyId, secretAccessKey, sessionToken, endsAtMs };
};

const load = async (where: { readonly region: string; readonly endpoint: string | undefined }) => {
  const { CognitoIdentityClient, GetIdCommand, GetCredentialsForIdentityCommand } = await loadSdk(
    '@aws-sdk/client-cognito-identity',
    () => import('@aws-sdk/client-cognito-identity'),
  );
  const { region, endpoint } = where;
  const client: CognitoIdentityClient = new CognitoIdentityClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
  });
  return { client, GetIdCommand, GetCredentialsForIdentityCommand };
};

type Sdk = Awaited<ReturnType<typeof load>>;

const loginsOf = ({ provider, token }: Login): Record<string, string> => ({ [provider]: token });

const refused =
  (request: { readonly hasRole: boolean }) =>
  (error: unknown): never => {
    throw failureFrom(error, request);
  };
