import type { Clock } from '../base/clock.js';

const keptRefusals = 200;
const longestQuote = 100;

/** What Cognito says in one word for many causes, with the cause. It is never on the wire. */
export interface Refusal {
  /** ms since 1970, by the pool's clock. */
  readonly at: number;
  /** `POST /oauth2/token`. */
  readonly request: string;
  /** As the app heard it: `invalid_grant`, `redirect_mismatch`. */
  readonly error: string;
  /** Why, for whoever wrote the app. No secret, code or token stands in it. */
  readonly because: string;
  /** The app client, where the request named one that there is. */
  readonly clientId?: string;
}

export interface RefusalLog {
  /** The last ones, oldest first. */
  list(): readonly Refusal[];
  clear(): void;
  add(refusal: Omit<Refusal, 'at'>): void;
}

export const createRefusalLog = (clock: Clock, log: (line: string) => void): RefusalLog => {
  let kept: readonly Refusal[] = [];
  return {
    list: () => kept,
    clear: () => {
      kept = [];
    },
    add: (refusal) => {
      kept = [...kept, { at: clock.now(), ...refusal }].slice(-keptRefusals);
      const { request, error, because, clientId } = refusal;
      log(`${request}: ${error}, because ${because}${clientId === undefined ? '' : ` (client ${clientId})`}`);
    },
  };
};

/** Something that came with a request, as it may stand in a line of a log. */
export const quoted = (value: string): string =>
  value.length > longestQuote ? `${JSON.stringify(value.slice(0, longestQuote))}…` : JSON.stringify(value);

/** An address without what may be secret in it. */
export const quotedUrl = (value: string): string => {
  if (!URL.canParse(value)) return quoted(value);
  const { protocol, host, pathname, search, hash } = new URL(value);
  const query = `${search === '' ? '' : '?…'}${hash === '' ? '' : '#…'}`;
  return quoted(`${protocol}${host === '' ? '' : `//${host}`}${pathname}${query}`);
};

/** For an address that has to be one of those that a client has registered. */
export const notRegistered = (name: string, url: string, registered: readonly string[]): string => {
  const known = registered.map(quotedUrl).join(', ');
  return `${name} is ${quotedUrl(url)}; the client has registered ${known === '' ? 'none' : known}`;
};
