import { expect, test } from '@jest/globals';
import * as client from 'redis';
import { failureFrom, RedisFailure } from '../../src/redis/failure.js';

const inScript = (reply: string): string =>
  `ERR Error running script (call to f_d8f2fad9f8e86a53d2a6ebd960b33c4972cacc37): @user_script:1: ${reply}`;

const replies: readonly (readonly [string, string])[] = [
  ["READONLY You can't write against a read only replica.", 'read_only'],
  ["OOM command not allowed when used memory > 'maxmemory'.", 'out_of_memory'],
  ['LOADING Redis is loading the dataset in memory', 'loading'],
  [
    'MISCONF Redis is configured to save RDB snapshots, but it is unable to persist to disk.',
    'cannot_persist',
  ],
  ['NOREPLICAS Not enough good replicas to write.', 'too_few_replicas'],
  ["MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", 'offline'],
  ['CLUSTERDOWN The cluster is down', 'cluster_down'],
  ['TRYAGAIN Multiple keys request during rehashing of slot', 'cluster_down'],
  ['MOVED 3999 127.0.0.1:6381', 'is_a_cluster'],
  ['ASK 3999 127.0.0.1:6381', 'is_a_cluster'],
  ['NOAUTH Authentication required.', 'not_authorized'],
  ['WRONGPASS invalid username-password pair or user is disabled.', 'not_authorized'],
  ["NOPERM this user has no permissions to run the 'hmget' command", 'not_authorized'],
  ['BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.', 'busy'],
  ['NOSCRIPT No matching script. Please use EVAL.', 'no_script'],
  ['WRONGTYPE Operation against a key holding the wrong kind of value', 'wrong_type'],
  // Redis 6.2 wraps what a command inside a script was refused with.
  [inScript("@user_script: 1: -OOM command not allowed when used memory > 'maxmemory'."), 'out_of_memory'],
  [inScript("-READONLY You can't write against a read only replica."), 'read_only'],
  [inScript('WRONGTYPE Operation against a key holding the wrong kind of value'), 'wrong_type'],
  ["ERR unknown command 'OOM', with args beginning with: 'READONLY'", 'failed'],
  ['what was sent is repeated: OOM command', 'failed'],
];

test.each(replies)('the reply %j means %s', (reply, trouble) => {
  const failure = failureFrom(new Error(reply));
  expect(failure.trouble).toBe(trouble);
  expect(failure.message).toBe(`Redis: ${trouble}`);
});

const codes: readonly (readonly [string, string])[] = [
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'unknown_host'],
  ['EAI_AGAIN', 'unknown_host'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'bad_certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'bad_certificate'],
  ['ECONNRESET', 'offline'],
];

test.each(codes)('the error code %s means %s', (code, trouble) => {
  expect(failureFrom(Object.assign(new Error('of the network'), { code })).trouble).toBe(trouble);
});

const lost = [
  client.ClientOfflineError,
  client.ClientClosedError,
  client.SocketClosedUnexpectedlyError,
  client.ConnectionTimeoutError,
  client.DisconnectsClientError,
  client.RootNodesUnavailableError,
  client.MaxCommandRedirectionsError,
].map((Lost) => new Lost());

const named = (error: Error): readonly [string, Error] => [error.constructor.name, error];

test.each([
  ...lost.map(named),
  named(new client.SocketTimeoutError(3000)),
  named(new client.ReconnectStrategyError(new Error('now'), new Error('before'))),
])('%s of the client means that the server is away', (_name, error) => {
  expect(failureFrom(error).trouble).toBe('offline');
});

test.each([undefined, null, 'OOM command not allowed', {}, new client.AbortError()])(
  '%p is a failure all the same',
  (error) => {
    expect(failureFrom(error).trouble).toBe('failed');
  },
);

test('what is a failure of ours already stays the one that it is, and says so by its name', () => {
  const failure = new RedisFailure('timeout');
  expect(failureFrom(failure)).toBe(failure);
  expect(String(failure)).toBe('RedisFailure: Redis: timeout');
});
