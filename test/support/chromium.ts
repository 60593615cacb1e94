import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, jest } from '@jest/globals';
import { chromium, type Browser } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const executablePath = names
  .flatMap((name) => (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find(isProgram);

/**
 * `describe` for what needs a real browser. Without one the tests are left out, which is said in one line; in
 * continuous integration (`CI=true`) that is a failure.
 */
export const describeWithChromium = (name: string, body: () => void): void => {
  const advice = `Chromium is not installed (Debian: apt-get install chromium), left out: ${name}`;
  if (executablePath === undefined && process.env['CI'] === 'true') throw new Error(advice);
  if (executablePath === undefined) console.warn(advice);
  // A browser is slow where other tests take the machine, and what it shows is not less right for it.
  jest.setTimeout(60_000);
  (executablePath === undefined ? describe.skip : describe)(name, body);
};

export interface BrowserOptions {
  /** With the cache for the Back button, which test browsers leave off and people's browsers have. */
  readonly keepsPagesForBack?: boolean;
  /** Digests (SHA-256, base64) of the keys of certificates that it takes although nobody vouches for them. */
  readonly trusts?: readonly string[];
}

/** A browser of its own, with a profile that is thrown away, that calls nobody by itself. */
export const launchChromium = ({
  keepsPagesForBack = false,
  trusts = [],
}: BrowserOptions = {}): Promise<Browser> => {
  if (executablePath === undefined) throw new Error('Chromium is not installed');
  return chromium.launch({
    executablePath,
    ...(keepsPagesForBack && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(trusts.length > 0 ? [`--ignore-certificate-errors-spki-list=${trusts.join(',')}`] : []),
    ],
  });
};
