import { createHash } from 'node:crypto';

/** A Lua script: the server runs it without letting anything in between. */
export interface Script {
  readonly text: string;
  readonly sha1: string;
}

const script = (text: string): Script => ({
  text: text.trim(),
  sha1: createHash('sha1').update(text.trim()).digest('hex'),
});

// Every script touches one key, so it runs on a Cluster too, and calls only what Redis 6.2 has. None costs more where there
// is more. A server that is out of memory looks at the first write of a script alone: it refuses one that takes room, and
// lets everything pass that comes after one that does not. So whatever must not begin on a full server takes room first,
// and what keeps up a session that is there writes something else first.

/** KEYS: session. ARGV: end in ms, then fields and values. The only script that makes a session. */
export const createSession = script(`
redis.call('HSET', KEYS[1], unpack(ARGV, 2))
redis.call('PEXPIREAT', KEYS[1], ARGV[1])
return 1
`);

/** KEYS: session. ARGV: end in ms or '', then fields and values. 0 when there is no session. With an end, on a full server too. */
export const updateSession = script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if ARGV[1] ~= '' then redis.call('PEXPIREAT', KEYS[1], ARGV[1]) end
redis.call('HSET', KEYS[1], unpack(ARGV, 2))
return 1
`);

/** KEYS: session. ARGV: the app's data that is to be replaced, as it lies there, then the new. 0 when it is other data by now, or gone. */
export const replaceAppData = script(`
if redis.call('HGET', KEYS[1], 'appData') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'appData', ARGV[2])
return 1
`);

/** KEYS: session. ARGV: the version that is to be replaced, then fields and values. 0 when it has another, or is gone. On a full server too. */
export const replaceTokens = script(`
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return 0 end
redis.call('HDEL', KEYS[1], 'tokens')
redis.call('HSET', KEYS[1], unpack(ARGV, 2))
return 1
`);

/** KEYS: session. ARGV: the version that it must have, or ''. What it held, to whoever deletes it. */
export const endSession = script(`
local held = redis.call('HMGET', KEYS[1], 'version', 'signIn', 'tokens')
if ARGV[1] ~= '' and held[1] ~= ARGV[1] then return false end
if redis.call('DEL', KEYS[1]) == 0 then return false end
return { held[2], held[3] }
`);

/** KEYS: person. ARGV: now in ms, end of the session in ms, key of the session. Lists it and forgets a hundred of those that are over. */
export const listSession = script(`
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[3])
local over = redis.call('ZRANGE', KEYS[1], '-inf', ARGV[1], 'BYSCORE', 'LIMIT', 0, 100)
if over[1] then redis.call('ZREM', KEYS[1], unpack(over)) end
local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
if last[2] then redis.call('PEXPIREAT', KEYS[1], last[2]) end
return 1
`);

/** KEYS: lease. ARGV: holder, time in ms. 0 when somebody has it. On a full server too: a refresh must not wait for room. */
export const takeLease = script(`
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`);

/** KEYS: lease. ARGV: holder, time in ms. 0 when somebody else has it, or nobody. */
export const renewLease = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`);

/** KEYS: lease. ARGV: holder. */
export const releaseLease = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`);

/** KEYS: mark. ARGV: moment in ms, time in ms. The latest moment stays. On a full server too: nobody waits for room to sign out. */
export const markEnd = script(`
local held = tonumber(redis.call('GET', KEYS[1]) or '')
if held and held > tonumber(ARGV[1]) then return 0 end
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`);
