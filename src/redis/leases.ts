import { createHash } from 'node:crypto';
import type { Leases } from '../auth/index.js';
import type { Call } from './calls.js';
import type { RedisCommand } from './link.js';
import { releaseLease, renewLease, takeLease } from './scripts.js';
import type { Script } from './scripts.js';

/** Claims and leases: names that one caller gets, once or for a while. */
export const createLeases = ({
  call,
  keyPrefix,
}: {
  readonly call: Call;
  readonly keyPrefix: string;
}): { readonly leases: Leases; readonly claim: (name: string, forMs: number) => Promise<boolean> } => {
  // Only a digest, because a name may be made of something that should not be read here.
  const keyOf = (kind: string, name: string): string =>
    `${keyPrefix}${kind}:${createHash('sha256').update(name).digest('base64url')}`;

  const isDone = async (script: Script, key: string, ...args: RedisCommand): Promise<boolean> =>
    (await call((redis) => redis.run(script, key, ...args))) === 1;

  const leases: Leases = {
    take: (name, holder, forMs) => isDone(takeLease, keyOf('lease', name), holder, wholeMs(forMs)),
    renew: (name, holder, forMs) => isDone(renewLease, keyOf('lease', name), holder, wholeMs(forMs)),
    release: async (name, holder) => void (await isDone(releaseLease, keyOf('lease', name), holder)),
  };

  return {
    leases,
    async claim(name, forMs) {
      const key = keyOf('claim', name);
      const reply = await call((redis) => redis.write(key, ['SET', key, '1', 'NX', 'PX', wholeMs(forMs)]));
      return reply === 'OK';
    },
  };
};

const wholeMs = (ms: number): string => String(Math.max(1, Math.ceil(ms)));
