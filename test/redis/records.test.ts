import { describe, expect, test } from '@jest/globals';
import { createSealer } from '../../src/auth/index.js';
import { createRecords, keptPastLimitMs } from '../../src/redis/records.js';
import { testSecrets } from '../support/redis-store.js';
import { refreshed, sampleSignIn, sampleTokens } from '../support/sample-session.js';

const sealer = createSealer(testSecrets);
const time = Date.now();
const records = createRecords({ sealer, now: () => time });
const pair = { signIn: sampleSignIn(), tokens: sampleTokens() };

/** What is kept of a pair, by the name of its field. */
const stored = (key: string, from = pair): Readonly<Record<string, Buffer>> => {
  const list = records.sealPair(key, from).map((part) => Buffer.from(part));
  return Object.fromEntries(
    list.flatMap((value, index) => (index % 2 === 1 ? [[String(list[index - 1]), value]] : [])),
  );
};

const open = (key: string, { signIn, tokens }: Readonly<Record<string, Buffer>>) =>
  records.openPair(key, [signIn, tokens]);

describe('a sign-in and its tokens', () => {
  test('are kept sealed, as bytes, with the version in the open', () => {
    const fields = stored('key');
    expect(Object.keys(fields)).toEqual(['signIn', 'tokens', 'version']);
    expect(String(fields['version'])).toBe(String(pair.signIn.tokensVersion));
    expect(Buffer.concat(Object.values(fields)).toString('latin1')).not.toContain('rosa.luz');
    expect(fields['tokens']?.length).toBeLessThan(JSON.stringify(pair.tokens).length + 100);
  });

  test('open under the key that they were sealed for, and no other', () => {
    expect(open('key', stored('key'))).toEqual(pair);
    expect(records.openSignIn('key', stored('key')['signIn'])).toEqual(pair.signIn);
    expect(open('other', stored('key'))).toBeUndefined();
    expect(records.openSignIn('other', stored('key')['signIn'])).toBeUndefined();
  });

  test('do not open in the place of one another, nor beside another version', () => {
    const { signIn, tokens } = stored('key');
    expect(records.openPair('key', [tokens, signIn])).toBeUndefined();
    const next = stored('key', { ...pair, signIn: refreshed(pair.signIn) });
    expect(records.openPair('key', [next['signIn'], tokens])).toBeUndefined();
    expect(records.openPair('key', [signIn, next['tokens']])).toBeUndefined();
  });

  test('are a pair or nothing', () => {
    const { signIn, tokens } = stored('key');
    expect(records.openPair('key', [signIn, undefined])).toBeUndefined();
    expect(records.openPair('key', [undefined, tokens])).toBeUndefined();
    expect(records.openPair('key', [])).toBeUndefined();
    expect(records.openPair('key', [Buffer.alloc(0), Buffer.from('rubbish')])).toBeUndefined();
  });

  test('are gone a minute past the absolute limit, whatever Redis says', () => {
    expect(keptPastLimitMs).toBe(60_000);
    const at = (endsAtMs: number) => stored('key', { ...pair, signIn: sampleSignIn({ endsAtMs }) });
    const gone = time - keptPastLimitMs;
    expect(open('key', at(gone + 1))).toBeDefined();
    expect(open('key', at(gone))).toBeUndefined();
    expect(records.openSignIn('key', at(gone)['signIn'])).toBeUndefined();
  });
});

describe('data of the app', () => {
  const storedData = (appData: object): Buffer | undefined => {
    const [name, value] = records.sealAppData('key', { ...appData });
    expect(name).toBe('appData');
    return Buffer.isBuffer(value) ? value : undefined;
  };

  test('is sealed under its key', () => {
    const data = { basket: ['book'] };
    expect(records.openAppData('key', storedData(data))).toEqual(data);
    expect(records.openAppData('other', storedData(data))).toBeUndefined();
    expect(records.openSignIn('key', storedData(data))).toBeUndefined();
  });

  test('costs nothing where there is none', () => {
    expect(storedData({})).toEqual(Buffer.alloc(0));
    expect(records.openAppData('key', Buffer.alloc(0))).toEqual({});
  });

  test('is known again where it lies, whatever its bytes are by now', () => {
    const data = { basket: ['book'] };
    expect(storedData(data)).not.toEqual(storedData(data));
    expect(records.holdsAppData('key', storedData(data), data)).toBe(true);
    expect(records.holdsAppData('key', storedData(data), { basket: ['pen'] })).toBe(false);
    expect(records.holdsAppData('other', storedData(data), data)).toBe(false);
    expect(records.holdsAppData('key', storedData({}), {})).toBe(true);
    expect(records.holdsAppData('key', undefined, {})).toBe(false);
  });

  test('that is missing is no data, and no record', () => {
    expect(records.openAppData('key', undefined)).toBeUndefined();
  });
});

test.each(['not base64url!', '!begins', 'ends!', ''])('a sealer that makes %j is refused at once', (text) => {
  const odd = { ...sealer, seal: () => text };
  expect(() => createRecords({ sealer: odd, now: Date.now })).toThrow(
    new TypeError('sealer must seal to base64url text, as createSealer does'),
  );
});
