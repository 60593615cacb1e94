import type { Caller } from '../base/caller.js';
import type { SessionRecord } from '../base/model.js';
import { randomAlphanumeric } from '../base/random.js';

const randomPart = 25;

/** 28 characters: the kind, then lower-case letters and digits. */
export const newSession = (
  kind: 'tkn' | 'sso',
  { clientId, caller, now }: { readonly clientId: string; readonly caller: Caller; readonly now: number },
): SessionRecord => ({
  id: `${kind}${randomAlphanumeric(randomPart)}`,
  clientId,
  createdAt: now,
  lastActiveAt: now,
  lastIp: caller.ip,
  deviceType: caller.deviceType,
});
