import { withDeadline } from './deadline.js';
import type { Deadline } from './deadline.js';
import { failureFrom, RedisFailure } from './failure.js';
import type { RedisTrouble } from './failure.js';
import type { Link, LinkOptions, LinkSendOptions, RedisCommand } from './link.js';

export interface SendOptions {
  /** The key that the command is about; a Cluster is asked at the node that holds it. */
  readonly key: string;
  /** True for a command that changes nothing: it may reach the server late, so it is not taken back. */
  readonly isRead?: boolean;
  /** True where the reply may hold what is no text: texts stay bytes then. */
  readonly asBytes?: boolean;
  /** The deadline that this command shares with others; one of its own unless given. */
  readonly deadline?: Deadline;
}

/** A connection that stays. Every command has a deadline, and fails at once while the server is away. */
export interface RedisConnection {
  /** The reply as the server gave it. Throws `RedisFailure`. */
  send(command: RedisCommand, options: SendOptions): Promise<unknown>;
  /**
   * How to ask each primary by itself, one in all without a Cluster, for what is about no key. Every command has a deadline
   * and throws `RedisFailure`.
   */
  primaries(): readonly ((command: RedisCommand) => Promise<unknown>)[];
  isReady(): boolean;
  /** Waits for what is under way, no longer than the deadline, and disconnects. */
  close(): Promise<void>;
}

export interface KeepConnectedOptions {
  readonly open: (listeners: Pick<LinkOptions, 'onReady' | 'onError'>) => Link;
  readonly isDroppedWhenSilent: boolean;
  readonly deadlineMs?: number;
  readonly onError: (trouble: RedisTrouble) => void;
  readonly onReady?: () => void;
}

const beatEveryMs = 1_000;
const mostMissedBeats = 2;

// A full server does most of what it is asked; only what it refused then shows that it has room again.
const alwaysTakesRoom = ([name]: RedisCommand): boolean => name === 'SET';

/**
 * Watches over a link and replaces it where reconnecting does not help: a half-open socket or a stopped server
 * (nothing answers and nothing fails), a Cluster that moved away from a dead node, a primary that has become a
 * replica behind a name that leads elsewhere by now.
 */
export const keepConnected = (options: KeepConnectedOptions): RedisConnection => {
  const { deadlineMs = 500 } = options;
  const reports = createReports(options);
  const links = createLinks({ open: options.open, deadlineMs, reports });
  const watch = startWatch({ links, reports, deadlineMs, isDroppedWhenSilent: options.isDroppedWhenSilent });

  const attempt = async (command: RedisCommand, sent: LinkSendOptions): Promise<unknown> => {
    if (!links.current().isReady()) throw new RedisFailure(reports.lastTrouble() ?? 'offline');
    try {
      const reply = await links.current().send(command, sent);
      watch.sawReply();
      if (alwaysTakesRoom(command)) reports.over('out_of_memory');
      return reply;
    } catch (error) {
      const failure = failureFrom(error);
      if (failure.trouble === 'read_only') watch.sawReadOnly();
      if (failure.trouble === 'out_of_memory') reports.trouble('out_of_memory');
      throw failure;
    }
  };

  const send: RedisConnection['send'] = (command, { key, isRead = false, asBytes = false, deadline }) =>
    deadline === undefined
      ? withDeadline(deadlineMs, (own) => send(command, { key, isRead, asBytes, deadline: own }))
      : attempt(command, { key, asBytes, signal: isRead ? undefined : deadline.signal() });

  const primaries: RedisConnection['primaries'] = () => {
    if (!links.current().isReady()) throw new RedisFailure(reports.lastTrouble() ?? 'offline');
    return links
      .current()
      .primaries()
      .map(
        (ask) => (command) =>
          withDeadline(deadlineMs, () => ask(command)).catch((error: unknown) => {
            throw failureFrom(error);
          }),
      );
  };

  return {
    send,
    primaries,
    isReady: () => links.current().isReady(),
    async close() {
      if (!reports.close()) return;
      watch.stop();
      await withDeadline(deadlineMs, () => links.current().close()).catch(() => undefined);
      links.destroy();
    },
  };
};

type Reports = ReturnType<typeof createReports>;
type Links = ReturnType<typeof createLinks>;

interface LinksOptions extends Pick<KeepConnectedOptions, 'open'> {
  readonly deadlineMs: number;
  readonly reports: Reports;
}

// The link in use and, while there is a reason to replace it, the one that will take its place once it is ready.
const createLinks = ({ open, deadlineMs, reports }: LinksOptions) => {
  let successor: Link | undefined;

  const openLink = (): Link => {
    const opened = open({
      onReady: () => (opened === successor ? promote(opened) : reports.ready()),
      onError: (error) => reports.trouble(failureFrom(error).trouble),
    });
    return opened;
  };
  let current = openLink();

  const promote = (next: Link): void => {
    const retired = current;
    current = next;
    successor = undefined;
    // By then, whatever was sent over it has an answer or has missed its deadline.
    setTimeout(() => retired.destroy(), deadlineMs).unref();
    reports.ready();
  };

  return {
    current: () => current,
    isBeingReplaced: () => successor !== undefined,
    replace(): void {
      successor ??= openLink();
    },
    destroy(): void {
      current.destroy();
      successor?.destroy();
    },
  };
};

interface WatchOptions extends Pick<KeepConnectedOptions, 'isDroppedWhenSilent'> {
  readonly links: Links;
  readonly reports: Reports;
  readonly deadlineMs: number;
}

// Asks for an answer every second, whatever else is sent: a socket that is written to never times out by itself.
const startWatch = ({ links, reports, deadlineMs, isDroppedWhenSilent }: WatchOptions) => {
  let missedBeats = 0;
  let isReadOnly = false;
  let replies = 0;

  // One server that answers anything is not silent: our question may only stand behind thousands of others. In a Cluster
  // the others are no sign of the one that is.
  const answersOthers = (repliesBefore: number): boolean => isDroppedWhenSilent && replies > repliesBefore;

  const hasGoneSilent = async (): Promise<boolean> => {
    const repliesBefore = replies;
    const answers = await withDeadline(deadlineMs, () => links.current().answers()).catch(() => false);
    if (answers) reports.answered();
    missedBeats = answers || answersOthers(repliesBefore) ? 0 : missedBeats + 1;
    return missedBeats >= mostMissedBeats;
  };

  const beat = async (): Promise<void> => {
    if (links.isBeingReplaced() || !links.current().isReady()) return;
    const isSilent = await hasGoneSilent();
    if ((!isSilent && !isReadOnly) || reports.areClosed()) return;
    missedBeats = 0;
    isReadOnly = false;
    if (isSilent) reports.trouble('timeout');
    if (isSilent && isDroppedWhenSilent) links.current().destroy();
    links.replace();
  };
  const heart = setInterval(() => void beat(), beatEveryMs).unref();

  return {
    sawReply(): void {
      replies += 1;
    },
    sawReadOnly(): void {
      isReadOnly = true;
      reports.trouble('read_only');
    },
    stop: () => clearInterval(heart),
  };
};

// Who is not there is not there in several ways, in turn: of a Cluster, each address refuses and then none is left.
const away: ReadonlySet<RedisTrouble> = new Set(['offline', 'refused', 'unknown_host', 'timeout']);

// A server that is away fails every command and every attempt to connect; who listens hears of it once, with the first
// reason, until it is there. What a server says no with is another matter, and is said too: it may be ours to mend.
const createReports = ({
  onError,
  onReady = () => {},
}: Pick<KeepConnectedOptions, 'onError' | 'onReady'>) => {
  const told = new Set<RedisTrouble | 'away'>();
  let last: RedisTrouble | undefined;
  let isClosed = false;
  return {
    lastTrouble: () => last,
    areClosed: () => isClosed,
    trouble(next: RedisTrouble): void {
      const kind = away.has(next) ? 'away' : next;
      if (isClosed) return;
      // What a call fails with is the latest; that nothing is connected says less than why, whichever comes first.
      if (next !== 'offline') last = next;
      if (told.has(kind)) return;
      told.add(kind);
      onError(next);
    },
    ready(): void {
      last = undefined;
      told.clear();
      if (!isClosed) onReady();
    },
    /** Every node in use has answered: one that was away is back without having been replaced. */
    answered(): void {
      if (told.has('away')) this.ready();
    },
    over(trouble: RedisTrouble): void {
      if (last === trouble) this.ready();
    },
    /** False when it was closed before. */
    close(): boolean {
      const isFirst = !isClosed;
      isClosed = true;
      return isFirst;
    },
  };
};
