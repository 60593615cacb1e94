import type { AppData, Sealer, SignIn, TokenSet } from '../auth/index.js';

/** How the fields of a session look at rest. A field opens only under the key and the name it was sealed for. */
export interface Records {
  sealSignIn(key: string, signIn: SignIn): Buffer;
  openSignIn(key: string, sealed: Buffer | undefined): SignIn | undefined;
  sealAppData(key: string, appData: AppData): Buffer;
  openAppData(key: string, sealed: Buffer | undefined): AppData | undefined;
  /** Tokens are sealed for their version too: they do not open beside the sign-in of another version. */
  sealTokens(key: string, signIn: SignIn, tokens: TokenSet): Buffer;
  openTokens(key: string, signIn: SignIn, sealed: Buffer | undefined): TokenSet | undefined;
}

// Rises when a record changes its shape in a way that the last release could not read: those sessions end then.
const shape = 'v1';

export const createRecords = (sealer: Sealer): Records => {
  if (!isBase64Url(sealer.seal('', '')))
    throw new TypeError('sealer must seal to base64url text, as createSealer does');
  const place = (field: string, key: string): string => `redis ${shape} ${field} ${key}`;
  const tokensField = ({ tokensVersion }: SignIn): string => `tokens-${tokensVersion}`;

  // Kept as bytes, which take a quarter less room than the text.
  const seal = (value: object, where: string): Buffer =>
    Buffer.from(sealer.seal(JSON.stringify(value), where), 'base64url');
  // What opens was sealed above for the same place, so it has the type it had then.
  const open = (sealed: Buffer | undefined, where: string) => {
    const text = sealed && sealer.open(sealed.toString('base64url'), where);
    return text === undefined ? undefined : JSON.parse(text);
  };

  return {
    sealSignIn: (key, signIn) => seal(signIn, place('signIn', key)),
    openSignIn: (key, sealed) => open(sealed, place('signIn', key)),
    sealAppData: (key, appData) => (isEmpty(appData) ? nothing : seal(appData, place('appData', key))),
    openAppData: (key, sealed) => (sealed?.length === 0 ? {} : open(sealed, place('appData', key))),
    sealTokens: (key, signIn, tokens) => seal(tokens, place(tokensField(signIn), key)),
    openTokens: (key, signIn, sealed) => open(sealed, place(tokensField(signIn), key)),
  };
};

// Most apps keep nothing, and every page would pay for opening it. It gives nobody a new power: whoever can empty the
// field could as well put back what it held when the session began.
const nothing = Buffer.alloc(0);

const isEmpty = (appData: AppData): boolean => Object.keys(appData).length === 0;

const isBase64Url = (text: string): boolean => /^[\w-]+$/.test(text);
