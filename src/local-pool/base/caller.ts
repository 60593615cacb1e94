/** Where a request came from, as a session remembers it. */
export interface Caller {
  readonly ip: string;
  /** Browser and system, such as `Firefox on Windows`, or `unknown`. */
  readonly deviceType: string;
}

const longestDeviceType = 1024;

/** In this order: most browsers also say that they are those below them. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//u, 'Edge'],
  [/\bOPR\//u, 'Opera'],
  [/\bFirefox\//u, 'Firefox'],
  [/\b(?:Headless)?Chrome\//u, 'Chrome'],
  [/\bSafari\//u, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\bWindows\b/u, 'Windows'],
  [/\bAndroid\b/u, 'Android'],
  [/\b(?:iPhone|iPad)\b/u, 'iOS'],
  [/\bMac OS X\b/u, 'macOS'],
  [/\bLinux\b/u, 'Linux'],
];

/** Reads a `User-Agent` header. What no browser of ours is, is `unknown`: SDKs and servers among it. */
export const callerFrom = ({
  ip,
  userAgent,
}: {
  readonly ip: string | undefined;
  readonly userAgent: string | undefined;
}): Caller => {
  const header = (userAgent ?? '').slice(0, longestDeviceType);
  const names = [browsers, systems].map((known) => known.find(([pattern]) => pattern.test(header))?.[1]);
  const present = names.filter((name) => name !== undefined);
  return { ip: ip ?? '', deviceType: present.length === 0 ? 'unknown' : present.join(' on ') };
};
