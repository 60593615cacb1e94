import { expect, test } from '@jest/globals';
import { createOnce } from '../../../src/auth/pool/once.js';

test('a value is made on first use, once for everybody', async () => {
  let made = 0;
  const once = createOnce(async () => {
    made += 1;
    return { made };
  });
  expect(made).toBe(0);
  const [first, second] = await Promise.all([once(), once()]);
  expect(first).toBe(second);
  expect(await once()).toBe(first);
  expect(made).toBe(1);
});

test('a failure is passed on to everybody who waited, and forgotten', async () => {
  let tries = 0;
  const once = createOnce(async () => {
    tries += 1;
    if (tries === 1) throw new Error('not yet');
    return 'made';
  });
  const outcomes = await Promise.allSettled([once(), once()]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(tries).toBe(1);
  expect(await once()).toBe('made');
  expect(tries).toBe(2);
});

test('a failure that is thrown at once is no different', async () => {
  let isBroken = true;
  const once = createOnce<string>(() => {
    if (isBroken) throw new Error('broken');
    return Promise.resolve('made');
  });
  await expect(once()).rejects.toThrow('broken');
  isBroken = false;
  expect(await once()).toBe('made');
});
