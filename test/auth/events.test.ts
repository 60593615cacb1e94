import { expect, jest, test } from '@jest/globals';
import { createEvents } from '../../src/auth/events.js';
import { startBareSite } from '../support/bare-site.js';
import { openForAllTests } from '../support/opened.js';
import { signedIn } from '../support/people.js';

const site = openForAllTests(() =>
  startBareSite({
    auth: {
      onEvent: () => {
        throw new Error('a listener with a secret in its message');
      },
    },
  }),
);

test('a listener that fails breaks no sign-in; that it failed is told, without what it said', async () => {
  const emitWarning = jest.spyOn(process, 'emitWarning').mockReturnValue();
  await signedIn(site);
  const warnings = emitWarning.mock.calls.map(([warning]) => String(warning));
  emitWarning.mockRestore();
  expect(warnings).toContain('An auth event listener failed on sign_in_succeeded: Error');
  expect(warnings.filter((warning) => warning.includes('secret'))).toEqual([]);
});

test('a listener that is async and fails ends no process, and is told like any other', async () => {
  const emitWarning = jest.spyOn(process, 'emitWarning').mockReturnValue();
  const listener: () => unknown = async () => {
    throw new TypeError('a secret');
  };
  createEvents(listener).emit({ type: 'sign_in_started', isStepUp: false });
  await new Promise(setImmediate);
  const warnings = emitWarning.mock.calls.map(([warning]) => warning);
  emitWarning.mockRestore();
  expect(warnings).toEqual(['An auth event listener failed on sign_in_started: TypeError']);
});

test('without a listener nothing happens', () => {
  const tell = () => createEvents(undefined).emit({ type: 'sign_in_started', isStepUp: false });
  expect(tell).not.toThrow();
});
