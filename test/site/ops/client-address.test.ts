import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { keptAddress } from '../../../src/ops/client-address.js';

test.each([
  ['203.0.113.77', '203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.77', '203.0.113.0/24'],
  ['::FFFF:cb00:714d', '203.0.113.77', '203.0.113.0/24'],
  ['0:0:0:0:0:ffff:203.0.113.77', '203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:DB8:0001::0007', '2001:db8:1::7', '2001:db8:1::/48'],
  ['2001:db8::7', '2001:db8::7', '2001:db8::/48'],
  ['2001::1:2:3:4:5:6', '2001:0:1:2:3:4:5:6', '2001:0:1::/48'],
  ['::1', '::1', '::/48'],
  ['fe80::1%eth0', 'fe80::1', 'fe80::/48'],
])('of %s the whole is %s, and its network is %s', (address, whole, network) => {
  expect(keptAddress(address, 'full')).toBe(whole);
  expect(keptAddress(address, 'truncated')).toBe(network);
  expect(keptAddress(address, 'none')).toBeUndefined();
});

test.each([undefined, '', 'unknown', '203.0.113.77:443', '[2001:db8::7]', '203.0.113', 'ada@example.com'])(
  '%j is no address, and nothing of it is kept',
  (address) => {
    for (const keeping of ['full', 'truncated', 'none'] as const)
      expect(keptAddress(address, keeping)).toBeUndefined();
  },
);

test('neighbours within a network cannot be told apart, whatever they are', () => {
  const ofIPv6 = fc.tuple(fc.ipV6(), fc.ipV6()).map(([one, other]) => [groupsOf(one), groupsOf(other)]);
  fc.assert(
    fc.property(ofIPv6, ([one = [], other = []]) => {
      fc.pre(!one.slice(0, 5).every((group) => group === '0'));
      const neighbour = [...one.slice(0, 3), ...other.slice(3)].join(':');
      const kept = keptAddress(one.join(':'), 'truncated');
      expect(kept).toBeDefined();
      expect(keptAddress(neighbour, 'truncated')).toBe(kept);
    }),
  );
});

/** The eight groups of an address, without the dots that its end may be written with. */
const groupsOf = (address: string): readonly string[] => {
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...bytes: string[]) => {
    const [first = 0, second = 0, third = 0, fourth = 0] = bytes.slice(0, 4).map(Number);
    return `${(first * 256 + second).toString(16)}:${(third * 256 + fourth).toString(16)}`;
  });
  const [head = '', tail = ''] = hex.split('::');
  const [before, after] = [head, tail].map((part) => part.split(':').filter((group) => group !== ''));
  const left = 8 - (before?.length ?? 0) - (after?.length ?? 0);
  return [...(before ?? []), ...Array.from({ length: left }, () => '0'), ...(after ?? [])];
};
