import { afterEach, expect, test } from '@jest/globals';
import { startLocalPool } from '../../../src/local-pool/index.js';

const before = process.env['NODE_ENV'];
afterEach(() => {
  process.env['NODE_ENV'] = before;
});

test('the pool does not start where real people are, however it is started', async () => {
  process.env['NODE_ENV'] = 'production';
  await expect(startLocalPool()).rejects.toThrow('does not run with NODE_ENV=production');
});
