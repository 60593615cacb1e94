import { BlockList, isIP } from 'node:net';
import * as en from './words/en/index.js';
import type { Words } from './words/words.js';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const privateNetworks = new BlockList();
privateNetworks.addSubnet('10.0.0.0', 8, 'ipv4');
privateNetworks.addSubnet('172.16.0.0', 12, 'ipv4');
privateNetworks.addSubnet('192.168.0.0', 16, 'ipv4');
privateNetworks.addSubnet('169.254.0.0', 16, 'ipv4');
privateNetworks.addSubnet('fc00::', 7, 'ipv6');
privateNetworks.addSubnet('fe80::', 10, 'ipv6');

/** A client address in words: `this computer`, `a private network (10.0.0.7)`, `203.0.113.7`. */
export const addressInWords = (address: string, { places }: Pick<Words, 'places'> = en): string => {
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '');
  const version = isIP(plain);
  if (version === 0) return places.unknownAddress;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  if (loopback.check(plain, family)) return places.thisComputer;
  return privateNetworks.check(plain, family) ? places.privateNetwork(plain) : plain;
};
