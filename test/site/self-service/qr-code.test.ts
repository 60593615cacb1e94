import { encode } from 'uqr';
import { expect, test } from '@jest/globals';
import { qrCodeOf } from '../../../src/pages/self-service/qr-code.js';

/** The squares that a path of the form that we write is black at. */
const painted = (path: string, size: number): boolean[][] => {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g)) {
    for (let at = Number(x); at < Number(x) + Number(width); at += 1) rows[Number(y)]![at] = true;
  }
  return rows;
};

test.each(['otpauth://totp/Shop:ada%40example.com?secret=ABCDEFGH234567&issuer=Shop', 'x', 'é'.repeat(300)])(
  'the picture of %s is black where the code is, with four white squares around it',
  (text) => {
    const { path, size } = qrCodeOf(text);
    expect(path).toMatch(/^(?:M\d+ \d+h\d+v1H\d+z)+$/);
    expect(painted(path, size)).toEqual(encode(text, { ecc: 'M', border: 4 }).data);
    expect(painted(path, size).slice(0, 4).flat().includes(true)).toBe(false);
  },
);
