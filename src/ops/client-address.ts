import { isIPv4, isIPv6 } from 'node:net';

/** How much of a client's address is kept: all of it, the network that it is in, or nothing. */
export type AddressKeeping = 'full' | 'truncated' | 'none';

/**
 * What is kept of a client's address. `truncated` is the /24 of an IPv4 address and the /48 of an IPv6 one; IPv4 in the
 * dress of IPv6 (`::ffff:192.0.2.7`, RFC 4291, section 2.5.5.2) is IPv4. What is no address is not kept: with proxies
 * that are trusted by number, `X-Forwarded-For` can hold any text.
 */
export const keptAddress = (address: string | undefined, keeping: AddressKeeping): string | undefined => {
  if (address === undefined || keeping === 'none') return undefined;
  const plain = plainAddress(address);
  if (plain === undefined || keeping === 'full') return plain;
  return isIPv4(plain) ? `${plain.replace(/\d+$/, '0')}/24` : `${networkOf(plain)}/48`;
};

/** An address as it is usually written (RFC 5952), without a zone. */
const plainAddress = (address: string): string | undefined => {
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return undefined;
  const short = shortest(address.replace(/%.*$/, ''));
  const mapped = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(short);
  return mapped === null ? short : dotted(`${mapped[1]}`, `${mapped[2]}`);
};

// The parser of addresses knows the rules of compression, and writes what it has read the one way.
const shortest = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1);

const dotted = (high: string, low: string): string =>
  [high, low]
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');

/** The first three of the eight groups of an address that is written the short way. */
const networkOf = (address: string): string => {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const left = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: left }, () => '0'), ...after];
  return shortest(`${groups.slice(0, 3).join(':')}::`);
};
