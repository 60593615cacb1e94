import { expect, test } from '@jest/globals';
import { poolForOneTest } from './local-pool.js';

test('the pool of the documentation has its person, its time and its fault', async () => {
  const before = Date.now();
  const pool = await poolForOneTest('http://localhost:3000/auth/callback');
  try {
    expect(pool.person('mary@example.com').groups).toEqual(['editors']);
    expect(pool.clock.now()).toBeGreaterThanOrEqual(before + 60 * 60 * 1000);
    const answers = [
      await fetch(`${pool.domain}/oauth2/token`, { method: 'POST' }),
      await fetch(`${pool.domain}/oauth2/token`, { method: 'POST' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([503, 400]);
    expect(pool.requests.count('token')).toBe(2);
  } finally {
    await pool.close();
  }
});
