import type { AppData, Sealer, SignIn, TokenSet } from '../auth/index.js';
import type { RedisCommand } from './link.js';

/** A sign-in with the tokens that belong to it. */
export interface Pair {
  readonly signIn: SignIn;
  readonly tokens: TokenSet;
}

type Stored = Buffer | undefined;

/** How long a session is kept past its limit: as long as every store keeps it (`keptPastLimitMs` in `src/auth`). */
export const keptPastLimitMs = 60_000;

/**
 * How a session looks at rest. What is sealed is listed as Redis takes it: the name of a field, then its value. A
 * field opens only under the key and the name it was sealed for; what does not open is `undefined`.
 */
export interface Records {
  sealPair(key: string, pair: Pair): RedisCommand;
  openPair(key: string, stored: readonly Stored[]): Pair | undefined;
  openSignIn(key: string, stored: Stored): SignIn | undefined;
  sealAppData(key: string, appData: AppData): RedisCommand;
  openAppData(key: string, stored: Stored): AppData | undefined;
  /** Whether the field holds this very data. */
  holdsAppData(key: string, stored: Stored, appData: AppData): stored is Buffer;
}

// Rises when a record changes its shape in a way that the last release could not read: those sessions end then.
const shape = 'v1';

export const createRecords = ({
  sealer,
  now,
}: {
  readonly sealer: Sealer;
  readonly now: () => number;
}): Records => {
  if (!isBase64Url(sealer.seal('', '')))
    throw new TypeError('sealer must seal to base64url text, as createSealer does');
  const place = (field: string, key: string): string => `redis ${shape} ${field} ${key}`;
  // With its version, so that tokens do not open beside the sign-in of another refresh.
  const tokensPlace = ({ tokensVersion }: SignIn, key: string): string =>
    place(`tokens-${tokensVersion}`, key);

  // Kept as bytes, which take a quarter less room than the text.
  const seal = (value: object, where: string): Buffer =>
    Buffer.from(sealer.seal(JSON.stringify(value), where), 'base64url');
  // What opens was sealed above for the same place, so it has the type it had then.
  const open = (stored: Stored, where: string) => {
    const text = stored && sealer.open(stored.toString('base64url'), where);
    return text === undefined ? undefined : JSON.parse(text);
  };

  const openSignIn = (key: string, stored: Stored): SignIn | undefined => {
    const signIn: SignIn | undefined = open(stored, place('signIn', key));
    // Whoever can write to Redis can move its expiry, but not this.
    return signIn && signIn.endsAtMs + keptPastLimitMs > now() ? signIn : undefined;
  };

  const openAppData = (key: string, stored: Stored): AppData | undefined =>
    stored?.length === 0 ? {} : open(stored, place('appData', key));

  return {
    openSignIn,
    sealPair: (key, { signIn, tokens }) => [
      'signIn',
      seal(signIn, place('signIn', key)),
      'tokens',
      seal(tokens, tokensPlace(signIn, key)),
      'version',
      String(signIn.tokensVersion),
    ],
    openPair(key, [storedSignIn, storedTokens]) {
      const signIn = openSignIn(key, storedSignIn);
      const tokens: TokenSet | undefined = signIn && open(storedTokens, tokensPlace(signIn, key));
      return signIn && tokens && { signIn, tokens };
    },
    sealAppData: (key, appData) => [
      'appData',
      isEmpty(appData) ? nothing : seal(appData, place('appData', key)),
    ],
    openAppData,
    holdsAppData: (key, stored, appData): stored is Buffer =>
      JSON.stringify(openAppData(key, stored)) === JSON.stringify(appData),
  };
};

// Most apps keep nothing, and every page would pay for opening it. An emptied field is no worse than an older one that
// somebody puts back, which sealing does not prevent either.
const nothing = Buffer.alloc(0);

const isEmpty = (appData: AppData): boolean => Object.keys(appData).length === 0;

const isBase64Url = (text: string): boolean => /^[\w-]+$/.test(text);
