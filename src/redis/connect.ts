import { addressFrom } from './address.js';
import { openCluster } from './cluster-link.js';
import type { RedisTrouble } from './failure.js';
import { keepConnected } from './keep-connected.js';
import type { RedisConnection } from './keep-connected.js';
import { openSingle } from './single-link.js';

export interface ConnectOptions {
  /** `redis://` or `rediss://` (TLS), with user, password and database; several addresses mean a Cluster. */
  readonly url: string | readonly string[];
  /** How long a command may take, on the wire and in the server. 500 unless given. */
  readonly deadlineMs?: number;
  /** The certificate authority of the servers, in PEM, where it is not a public one. */
  readonly ca?: string;
  /**
   * Told once when the connection is in trouble, with the first reason: in how many ways a server is away, one after the
   * other, is one trouble. Told again when a server says no for a reason of another kind.
   */
  readonly onError: (trouble: RedisTrouble) => void;
  /** Told each time the connection is there, at first and after trouble. */
  readonly onReady?: () => void;
}

/**
 * Connects to Redis 6.2 or Valkey, and stays connected. Returns at once: commands fail with `RedisFailure` until the
 * server is there, and again whenever it is away. Throws a `TypeError` for an address it cannot read.
 */
export const connectRedis = ({ url, ca, ...options }: ConnectOptions): RedisConnection => {
  const [first, ...others] = (typeof url === 'string' ? [url] : url).map(addressFrom);
  if (first === undefined) throw new TypeError('connectRedis needs at least one address');
  return keepConnected({
    ...options,
    // A server that is silent is left at once: nothing else is reached over this connection.
    isDroppedWhenSilent: others.length === 0,
    open: (listeners) =>
      others.length === 0
        ? openSingle(first, { ca, ...listeners })
        : openCluster([first, ...others], { ca, ...listeners }),
  });
};
