import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startBareSite, type BareSite } from '../support/bare-site.js';
import { signedIn } from '../support/people.js';

let site: BareSite;
beforeAll(async () => {
  site = await startBareSite({
    auth: {
      onEvent: () => {
        throw new Error('a listener with a secret in its message');
      },
    },
  });
});
afterAll(() => site.close());

test('a listener that fails breaks no sign-in; that it failed is told, without what it said', async () => {
  const emitWarning = jest.spyOn(process, 'emitWarning').mockReturnValue();
  await signedIn(site);
  const warnings = emitWarning.mock.calls.map(([warning]) => String(warning));
  emitWarning.mockRestore();
  expect(warnings).toContain('An auth event listener failed on sign_in_succeeded: Error');
  expect(warnings.filter((warning) => warning.includes('secret'))).toEqual([]);
});
