import type { Sealer } from '../auth/seal.js';
import type { AppData, SignIn, TokenSet } from '../auth/store.js';

/** How the fields of a session look at rest. A field opens only under the key and the name it was sealed for. */
export interface Records {
  sealSignIn(key: string, signIn: SignIn): string;
  openSignIn(key: string, sealed: string | undefined): SignIn | undefined;
  sealAppData(key: string, appData: AppData): string;
  openAppData(key: string, sealed: string | undefined): AppData | undefined;
  /** Tokens are sealed for their version too: they do not open beside the sign-in of another version. */
  sealTokens(key: string, signIn: SignIn, tokens: TokenSet): string;
  openTokens(key: string, signIn: SignIn, sealed: string | undefined): TokenSet | undefined;
}

// Rises when a record changes its shape in a way that the last release could not read: those sessions end then.
const shape = 'v1';

export const createRecords = (sealer: Sealer): Records => {
  const place = (field: string, key: string): string => `redis ${shape} ${field} ${key}`;
  // What opens was written by `seal…` below for the same place, so it has the type it was written with.
  const open = (sealed: string | undefined, where: string) => {
    const text = sealed === undefined ? undefined : sealer.open(sealed, where);
    return text === undefined ? undefined : JSON.parse(text);
  };
  const tokensOf = ({ tokensVersion }: SignIn): string => `tokens-${tokensVersion}`;

  return {
    sealSignIn: (key, signIn) => sealer.seal(JSON.stringify(signIn), place('signIn', key)),
    openSignIn: (key, sealed) => open(sealed, place('signIn', key)),
    sealAppData: (key, appData) => sealer.seal(JSON.stringify(appData), place('appData', key)),
    openAppData: (key, sealed) => open(sealed, place('appData', key)),
    sealTokens: (key, signIn, tokens) => sealer.seal(JSON.stringify(tokens), place(tokensOf(signIn), key)),
    openTokens: (key, signIn, sealed) => open(sealed, place(tokensOf(signIn), key)),
  };
};
