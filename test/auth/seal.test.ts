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
