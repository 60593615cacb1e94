import { NotAsked } from './not-asked.js';

export type Json = Readonly<Record<string, unknown>>;

export interface ApiAnswer {
  readonly status: number;
  /** The name of the exception, '' where it went well. */
  readonly error: string;
  readonly message: string;
  readonly body: Json;
}

/** The user pools API with a signature, by the name of the operation. Throws `NotAsked` where nothing answered. */
export type Admin = (operation: string, input: Json) => Promise<ApiAnswer>;

export interface AdminOptions {
  readonly region: string;
  /** Somebody else's pool in AWS's place: credentials of AWS are never sent there. */
  readonly endpoint: string | undefined;
}

interface Sender {
  send(command: object, options: { readonly abortSignal: AbortSignal }): Promise<object>;
}

const deadlineMs = 30_000;
const nowhere = { accessKeyId: 'AKIAPROBEPROBEPROBE0', secretAccessKey: 'for-a-pool-that-checks-none' };

/**
 * AWS's own client, with the credentials that it finds in the environment. It slows down by itself when it is told to. A call
 * is never cut by the end of the walk: what it makes has to be known, so that it can be removed.
 */
export const openAdmin = async ({ region, endpoint }: AdminOptions): Promise<Admin> => {
  const sdk = await import('@aws-sdk/client-cognito-identity-provider');
  const client: Sender = new sdk.CognitoIdentityProviderClient({
    region,
    maxAttempts: 6,
    retryMode: 'adaptive',
    ...(endpoint !== undefined && { endpoint, credentials: nowhere }),
  });
  const commands = sdk as unknown as Readonly<Record<string, new (input: Json) => object>>;

  return async (operation, input) => {
    const Command = commands[`${operation}Command`];
    if (Command === undefined) throw new NotAsked(`This version of the AWS SDK has no ${operation}.`);
    try {
      const answer = await client.send(new Command(input), { abortSignal: AbortSignal.timeout(deadlineMs) });
      const { $metadata: _metadata, ...body } = answer as Json;
      return { status: 200, error: '', message: '', body };
    } catch (error) {
      return refusalOf(error, operation);
    }
  };
};

// Messages about credentials and permissions name keys, roles and accounts; the names of exceptions are a fixed list.
const refusalOf = (error: unknown, operation: string): ApiAnswer => {
  const { name, message, code, $metadata: metadata } = Object(error) as Json;
  const { httpStatusCode: status } = Object(metadata) as Json;
  const shown = [code, name].find(isName) ?? 'no name';
  if (
    /^(?:CredentialsProvider|ExpiredToken|InvalidSignature|UnrecognizedClient|InvalidClientTokenId)/u.test(
      shown,
    )
  )
    throw new NotAsked(`The AWS credentials of this environment do not hold (${shown}).`);
  if (/^(?:AccessDenied|OptInRequired)/u.test(shown))
    throw new NotAsked(`The AWS credentials of this environment may not call ${operation} (${shown}).`);
  if (typeof status !== 'number')
    throw new NotAsked(`The user pools API gave no answer to ${operation} (${shown}).`);
  return { status, error: shown, message: String(message), body: {} };
};

const isName = (text: unknown): text is string =>
  typeof text === 'string' && /^[A-Za-z0-9_]{1,60}$/u.test(text);
