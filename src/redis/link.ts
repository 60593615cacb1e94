import { isIP } from 'node:net';
import { RESP_TYPES } from 'redis';
import type { Address } from './address.js';

/** One command as Redis takes it: its name, then its arguments. */
export type RedisCommand = readonly (string | Buffer)[];

export interface LinkSendOptions {
  readonly key: string;
  readonly signal: AbortSignal | undefined;
  readonly asBytes: boolean;
}

/** One opening of a connection, to a server or to a Cluster. It reconnects by itself until it is destroyed. */
export interface Link {
  isReady(): boolean;
  send(command: RedisCommand, options: LinkSendOptions): Promise<unknown>;
  /** How to ask each primary by itself, for what is about no key. */
  primaries(): readonly ((command: RedisCommand) => Promise<unknown>)[];
  /** Whether every node in use answers, with whatever. Never settles where one is silent. */
  answers(): Promise<boolean>;
  /** Waits for what is under way, then disconnects. */
  close(): Promise<unknown>;
  /** Fails what is under way, and stays closed. */
  destroy(): void;
}

export interface LinkOptions {
  /** The certificate authority of the servers, in PEM, where it is not a public one. */
  readonly ca: string | undefined;
  readonly onReady: () => void;
  readonly onError: (error: unknown) => void;
}

const connectWithinMs = 2_000;
const silentForMs = 3_000;
const longestPauseMs = 800;

/** How long to wait before trying to connect again: never more than a second, and not all processes at once. */
export const pauseMs = (failures: number): number =>
  Math.min(50 * 2 ** failures, longestPauseMs) * (1 + Math.random() / 4);

/** What both kinds of client are told about their sockets. */
export const socketOptions = ({ isTls }: Address, ca: string | undefined) => {
  const common = {
    connectTimeout: connectWithinMs,
    // For the greeting of a server that accepts and then says nothing. It does not notice a silent server that is
    // being written to, because every write starts its clock again; `keepConnected` asks for an answer instead.
    socketTimeout: silentForMs,
    reconnectStrategy: pauseMs,
  };
  return isTls ? { ...common, tls: true as const, ...(ca !== undefined && { ca }) } : common;
};

/** TLS sends no server name by itself (RFC 6066 section 3); a server behind a shared address needs it. */
export const serverName = ({ isTls, host }: Address): { readonly servername?: string } =>
  isTls && isIP(host) === 0 ? { servername: host } : {};

/** What both kinds of client are told about commands and login. */
export const clientOptions = ({ username, password }: Address) => ({
  ...(username !== undefined && { username }),
  ...(password !== undefined && { password }),
  // A command that cannot be sent now fails now, so that nothing written for yesterday's state is sent tomorrow.
  disableOfflineQueue: true,
  // Every command has a deadline of ours. The client's own would start an AbortSignal timer for each.
  commandOptions: { timeout: 0 },
  maintNotifications: 'disabled' as const,
});

/** What a command is sent with: how to take it back, and whether texts of its reply stay bytes. */
export const commandOptions = ({ signal, asBytes }: LinkSendOptions) => ({
  ...(signal && { abortSignal: signal }),
  ...(asBytes && { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } }),
});
