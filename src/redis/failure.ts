/** Why a command had no answer to work with. Every one of them is a word that may be logged. */
export type RedisTrouble =
  | 'timeout'
  | 'offline'
  | 'refused'
  | 'unknown_host'
  | 'bad_certificate'
  | 'not_authorized'
  | 'read_only'
  | 'out_of_memory'
  | 'loading'
  | 'cannot_persist'
  | 'too_few_replicas'
  | 'cluster_down'
  | 'is_a_cluster'
  | 'busy'
  | 'no_script'
  | 'wrong_type'
  | 'failed';

/** What every command fails with. It has no `cause`: an error reply may repeat what was sent. */
export class RedisFailure extends Error {
  override readonly name = 'RedisFailure';
  readonly trouble: RedisTrouble;

  constructor(trouble: RedisTrouble) {
    super(`Redis: ${trouble}`);
    this.trouble = trouble;
  }
}

/** What an error of the client or a reply of the server means to us. */
export const failureFrom = (error: unknown): RedisFailure =>
  error instanceof RedisFailure ? error : new RedisFailure(troubleIn(error));

const troubleIn = (error: unknown): RedisTrouble => {
  if (typeof error !== 'object' || error === null) return 'failed';
  const message = 'message' in error ? String(error.message) : '';
  const code = 'code' in error ? String(error.code) : '';
  return troubleByReply(message) ?? troubleByErrorCode(code) ?? troubleByClass(error.constructor.name);
};

// An error reply begins with its code. Redis 6 puts the code of a command that failed inside a script behind the name
// of the script, some with a minus sign.
const troubleByReply = (message: string): RedisTrouble | undefined => {
  const reply = /^(?:ERR Error running script .*: -?)?([A-Z]+) /.exec(message);
  return troubles.get(reply?.[1]);
};

const troubles: ReadonlyMap<string | undefined, RedisTrouble> = new Map([
  ['READONLY', 'read_only'],
  ['OOM', 'out_of_memory'],
  ['LOADING', 'loading'],
  ['MISCONF', 'cannot_persist'],
  ['NOREPLICAS', 'too_few_replicas'],
  ['MASTERDOWN', 'offline'],
  ['CLUSTERDOWN', 'cluster_down'],
  ['TRYAGAIN', 'cluster_down'],
  ['MOVED', 'is_a_cluster'],
  ['ASK', 'is_a_cluster'],
  ['NOAUTH', 'not_authorized'],
  ['WRONGPASS', 'not_authorized'],
  ['NOPERM', 'not_authorized'],
  ['BUSY', 'busy'],
  ['NOSCRIPT', 'no_script'],
  ['WRONGTYPE', 'wrong_type'],
]);

const troubleByErrorCode = (code: string): RedisTrouble | undefined => {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown_host';
  if (/CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|UNABLE_TO_VERIFY/.test(code)) return 'bad_certificate';
  return code === '' ? undefined : 'offline';
};

const lostConnection = new Set([
  'ClientOfflineError',
  'ClientClosedError',
  'SocketClosedUnexpectedlyError',
  'SocketTimeoutError',
  'ConnectionTimeoutError',
  'DisconnectsClientError',
  'ReconnectStrategyError',
  'RootNodesUnavailableError',
  'MaxCommandRedirectionsError',
]);

// The client's error classes say what they are by their class alone: they set neither name nor code.
const troubleByClass = (name: string): RedisTrouble => (lostConnection.has(name) ? 'offline' : 'failed');
