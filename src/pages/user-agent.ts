import { BROWSER_MAP, parse } from 'bowser';
import * as en from './words/en/index.js';
import type { Words } from './words/words.js';

const longest = 512;
// A user agent may call itself anything: only names that are known in advance are shown.
const knownBrowsers = new Set(Object.values(BROWSER_MAP).filter((name) => name !== 'Generic'));
const knownDevices = new Set(['iPhone', 'iPad']);

/** A `User-Agent` header in words: `Firefox on Windows`, `Safari on iPhone`, `An unknown browser`. */
export const browserInWords = (userAgent: string, { places }: Pick<Words, 'places'> = en): string => {
  const header = userAgent.slice(0, longest);
  if (header.trim() === '') return places.unknownBrowser;
  const { browser, os, platform } = parse(header);
  const name = browser.name !== undefined && knownBrowsers.has(browser.name) ? browser.name : undefined;
  if (name === undefined) return places.unknownBrowser;
  const place = platform.model !== undefined && knownDevices.has(platform.model) ? platform.model : os.name;
  return place === undefined ? name : places.on(name, place);
};
