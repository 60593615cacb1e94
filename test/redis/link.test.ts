import { RESP_TYPES } from 'redis';
import { expect, test } from '@jest/globals';
import type { Address } from '../../src/redis/address.js';
import { clientOptions, commandOptions, pauseMs, serverName, socketOptions } from '../../src/redis/link.js';

const address: Address = {
  host: 'cache.example',
  port: 6379,
  isTls: false,
  username: undefined,
  password: undefined,
  database: 0,
};

test.each([
  [0, 50],
  [1, 100],
  [2, 200],
  [3, 400],
  [4, 800],
  [5, 800],
  [60, 800],
])(
  'after %i failures it is tried again within a second: %i ms later, and up to a quarter more',
  (failures, ms) => {
    const pauses = Array.from({ length: 200 }, () => pauseMs(failures));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(ms);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(ms * 1.25);
    // Not all processes at once.
    expect(new Set(pauses).size).toBeGreaterThan(100);
  },
);

test('a connection gives up on a silent server, and speaks TLS only where the address says so', () => {
  const common = { connectTimeout: 2_000, socketTimeout: 3_000, reconnectStrategy: pauseMs };
  expect(socketOptions(address, 'a certificate')).toEqual(common);
  expect(socketOptions({ ...address, isTls: true }, undefined)).toEqual({ ...common, tls: true });
  expect(socketOptions({ ...address, isTls: true }, 'a certificate')).toEqual({
    ...common,
    tls: true,
    ca: 'a certificate',
  });
});

test.each([
  [true, 'cache.example', { servername: 'cache.example' }],
  [true, '192.0.2.7', {}],
  [true, '::1', {}],
  [false, 'cache.example', {}],
])('TLS: %j to %s names the server as %j', (isTls, host, name) => {
  expect(serverName({ ...address, isTls, host })).toEqual(name);
});

test('a command fails at once while the server is away, and has no deadline but ours', () => {
  const common = {
    disableOfflineQueue: true,
    commandOptions: { timeout: 0 },
    maintNotifications: 'disabled',
  };
  expect(clientOptions(address)).toEqual(common);
  expect(clientOptions({ ...address, username: 'site' })).toEqual({ ...common, username: 'site' });
  expect(clientOptions({ ...address, password: 'secret' })).toEqual({ ...common, password: 'secret' });
});

test('a command can be taken back where it has a signal, and gives bytes where it is asked to', () => {
  const { signal } = new AbortController();
  expect(commandOptions({ key: '', signal: undefined, asBytes: false })).toEqual({});
  expect(commandOptions({ key: '', signal, asBytes: false })).toEqual({ abortSignal: signal });
  expect(commandOptions({ key: '', signal: undefined, asBytes: true })).toEqual({
    typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer },
  });
});
