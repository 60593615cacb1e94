/** Where a Redis server listens, and as whom to log in. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
}

const expected =
  'A Redis address must look like redis://host:6379 or rediss://user:password@host:6379 (rediss is TLS). ' +
  'Characters such as @ or / in a password are percent-encoded.';

/** Reads `redis://` and `rediss://` addresses. What it throws never repeats the address: there may be a password in it. */
export const addressFrom = (text: string): Address => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '') {
    throw new TypeError(expected);
  }
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 6379 : Number(url.port),
    isTls: url.protocol === 'rediss:',
    username: decoded(url.username),
    password: decoded(url.password),
    database: databaseIn(url.pathname),
  };
};

const decoded = (part: string): string | undefined => {
  if (part === '') return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    throw new TypeError(expected);
  }
};

const databaseIn = (path: string): number => {
  if (!/^\/?\d*$/.test(path))
    throw new TypeError('The path of a Redis address must be a database number, like /0');
  return Number(path.slice(1));
};
