import { createHash } from 'node:crypto';
import type { Leases } from '../auth/index.js';
import type { Call } from './calls.js';
import { releaseLease, renewLease } from './scripts.js';

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

  const setIfFree = async (key: string, value: string, forMs: number): Promise<boolean> => {
    const reply = await call((redis) => redis.write(key, ['SET', key, value, 'NX', 'PX', wholeMs(forMs)]));
    return reply === 'OK';
  };

  const leases: Leases = {
    take: (name, holder, forMs) => setIfFree(keyOf('lease', name), holder, forMs),
    async renew(name, holder, forMs) {
      const key = keyOf('lease', name);
      return (await call((redis) => redis.run(renewLease, key, holder, wholeMs(forMs)))) === 1;
    },
    async release(name, holder) {
      await call((redis) => redis.run(releaseLease, keyOf('lease', name), holder));
    },
  };

  return { leases, claim: (name, forMs) => setIfFree(keyOf('claim', name), '1', forMs) };
};

const wholeMs = (ms: number): string => String(Math.max(1, Math.ceil(ms)));
