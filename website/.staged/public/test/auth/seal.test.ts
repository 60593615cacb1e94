import { createCipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createSealer } from '../../src/auth/seal.js';

const secret = 'a secret of the tests that is long enough';
const older = 'an older secret of the tests, long enough';
const sealer = createSealer([secret]);

test('what was sealed opens in its place, and nowhere else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (text, place, other) => {
      const sealed = sealer.seal(text, place);
      expect(sealer.open(sealed, place)).toBe(text);
      if (other !== place) expect(sealer.open(sealed, other)).toBeUndefined();
    }),
  );
});

test('what was sealed is base64url and says nothing of what is in it', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8 }), (text) => {
      const sealed = sealer.seal(text, 'place');
      expect(sealed).toMatch(/^[\w-]+$/);
      expect(Buffer.from(sealed, 'base64url').includes(Buffer.from(text))).toBe(false);
    }),
  );
});

test('the same text is sealed differently each time', () => {
  const sealed = Array.from({ length: 1000 }, () => sealer.seal('text', 'place'));
  expect(new Set(sealed).size).toBe(1000);
});

describe('what was changed does not open:', () => {
  test('one bit of it', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.integer({ min: 0, max: 7 }), (text, where, bit) => {
        const bytes = Buffer.from(sealer.seal(text, 'place'), 'base64url');
        const at = where % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
        expect(sealer.open(bytes.toString('base64url'), 'place')).toBeUndefined();
      }),
    );
  });

  test('its length', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, where) => {
        const bytes = Buffer.from(sealer.seal(text, 'place'), 'base64url');
        expect(
          sealer.open(bytes.subarray(0, where % bytes.length).toString('base64url'), 'place'),
        ).toBeUndefined();
        expect(
          sealer.open(Buffer.concat([bytes, Buffer.from([1])]).toString('base64url'), 'place'),
        ).toBeUndefined();
      }),
    );
  });

  test('into anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        expect(sealer.open(text, 'place')).toBeUndefined(),
      ),
    );
  });
});

describe('with a ring of secrets', () => {
  test('the first one seals and all of them open', () => {
    const rotated = createSealer([secret, older]);
    expect(rotated.open(createSealer([older]).seal('text', 'place'), 'place')).toBe('text');
    expect(sealer.open(rotated.seal('text', 'place'), 'place')).toBe('text');
    expect(createSealer([older]).open(rotated.seal('text', 'place'), 'place')).toBeUndefined();
  });

  test('there must be at least one', () => {
    expect(() => createSealer([])).toThrow('createSealer needs at least one secret');
  });

  test('one letter more or less is another secret', () => {
    expect(createSealer([`${secret}!`]).open(sealer.seal('text', 'place'), 'place')).toBeUndefined();
  });
});

describe('a key for each place, as the release after this one may seal (F-S34)', () => {
  // Written once more, so that it is this form that opens and not whatever the code does.
  const sealedPerPlace = (text: string, { place, by = secret }: { place: string; by?: string }): string => {
    const info = 'cognito-relying-party seal v2';
    const derived = Buffer.from(hkdfSync('sha256', by, '', info, 36));
    const key = createHmac('sha256', derived.subarray(0, 32)).update(`${place}\x01`).digest();
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(Buffer.from(place));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([derived.subarray(32), nonce, cipher.getAuthTag(), body]).toString('base64url');
  };

  test('opens in its place, and nowhere else', () => {
    const sealed = sealedPerPlace('text', { place: 'redis v1 tokens-3 auth:session:{key}' });
    expect(sealer.open(sealed, 'redis v1 tokens-3 auth:session:{key}')).toBe('text');
    expect(sealer.open(sealed, 'redis v1 tokens-4 auth:session:{key}')).toBeUndefined();
  });

  test('opens with every secret of the ring, and with no other', () => {
    const sealed = sealedPerPlace('text', { place: 'place', by: older });
    expect(createSealer([secret, older]).open(sealed, 'place')).toBe('text');
    expect(sealer.open(sealed, 'place')).toBeUndefined();
  });

  test('is not sealed yet: the release before could not open it', () => {
    const info = 'cognito-relying-party seal v1';
    const keyId = Buffer.from(hkdfSync('sha256', secret, '', info, 36)).subarray(32);
    expect(Buffer.from(sealer.seal('text', 'place'), 'base64url').subarray(0, 4)).toEqual(keyId);
  });
});
