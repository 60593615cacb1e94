import { expect, test } from '@jest/globals';
import { addressFrom } from '../../src/redis/address.js';

const plain = { isTls: false, username: undefined, password: undefined, database: 0 };

test.each([
  ['redis://cache', { ...plain, host: 'cache', port: 6379 }],
  ['redis://cache:7000', { ...plain, host: 'cache', port: 7000 }],
  ['redis://cache/', { ...plain, host: 'cache', port: 6379 }],
  ['redis://cache/12', { ...plain, host: 'cache', port: 6379, database: 12 }],
  ['redis://[::1]:7000', { ...plain, host: '::1', port: 7000 }],
  ['rediss://cache', { ...plain, host: 'cache', port: 6379, isTls: true }],
  ['redis://:secret@cache', { ...plain, host: 'cache', port: 6379, password: 'secret' }],
  ['redis://site@cache', { ...plain, host: 'cache', port: 6379, username: 'site' }],
  [
    'rediss://us%40er:p%40ss%2Fword%25@cache:7000/3',
    { host: 'cache', port: 7000, isTls: true, username: 'us@er', password: 'p@ss/word%', database: 3 },
  ],
])('the address %s says where Redis listens, and as whom to log in', (text, address) => {
  expect(addressFrom(text)).toEqual(address);
});

test.each(['', 'cache:6379', 'http://cache', 'unix:///run/redis.sock', 'redis://', 'redis://:100%@cache'])(
  '%j is no address, and what is said about it shows what one looks like',
  (text) => {
    expect(() => addressFrom(text)).toThrow(
      new TypeError(
        'A Redis address must look like redis://host:6379 or rediss://user:password@host:6379 (rediss is TLS). ' +
          'Characters such as @ or / in a password are percent-encoded.',
      ),
    );
  },
);

test.each(['redis://cache/main', 'redis://cache/1/2', 'redis://cache/1a', 'redis://cache/-1'])(
  'the path of %s is no database',
  (text) => {
    expect(() => addressFrom(text)).toThrow(
      new TypeError('The path of a Redis address must be a database number, like /0'),
    );
  },
);
