import { expect, test } from '@jest/globals';
import { loadSdk } from '../../src/aws/sdk.js';

// That both entries use it is tried with the package itself, in a project that lacks the SDKs (test/outside/packages).

const failing = (message: string, code?: string) => () =>
  Promise.reject(Object.assign(new Error(message), code === undefined ? {} : { code }));

test('what loads is given as it is', async () => {
  expect(await loadSdk('some-sdk', async () => ({ Client: 1 }))).toEqual({ Client: 1 });
});

test.each(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'])(
  'a package that is not installed (%s) is named, with the command that installs it',
  async (code) => {
    const load = failing("Cannot find package 'some-sdk' imported from /app/aws/sdk.js", code);
    await expect(loadSdk('some-sdk', load)).rejects.toThrow(
      'This needs the package some-sdk, which is not installed: npm install some-sdk',
    );
  },
);

test.each([
  [
    'another package that it needs is missing',
    "Cannot find package 'other' imported from /some-sdk/index.js",
    'ERR_MODULE_NOT_FOUND',
  ],
  [
    'a longer name is missing',
    "Cannot find package 'some-sdk-provider' imported from /app/aws/sdk.js",
    'ERR_MODULE_NOT_FOUND',
  ],
  ['it fails while it is loaded', "'some-sdk' cannot be used here", undefined],
])('what goes wrong otherwise stays what it is: %s', async (_case, message, code) => {
  await expect(loadSdk('some-sdk', failing(message, code))).rejects.toThrow(message);
});
