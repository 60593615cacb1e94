import { Amplify } from 'aws-amplify';
import { fetchAuthSession } from 'aws-amplify/auth';
import type { Settings } from './settings.js';

/** Whose the token is, as the API says. */
export interface Me {
  readonly sub: string;
  readonly username: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly groups: readonly string[];
}

/** Tells Amplify which pool and client it signs in at. */
export const configure = ({ userPoolId, userPoolClientId, userPoolEndpoint }: Settings): void =>
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId,
        userPoolClientId,
        ...(userPoolEndpoint !== undefined && { userPoolEndpoint }),
      },
    },
  });

/**
 * Calls the API with the access token of whoever is signed in: the ID token is for this app, and no API takes it. Amplify
 * refreshes the token when it is due.
 */
export const readMe = async ({ api }: Pick<Settings, 'api'>): Promise<Me> => {
  const { tokens } = await fetchAuthSession();
  if (tokens === undefined) throw new Error('Nobody is signed in');
  const headers = { authorization: `Bearer ${tokens.accessToken.toString()}` };
  const answer = await fetch(`${api}/me`, { headers });
  if (!answer.ok) throw new Error(`The API answered ${answer.status}: ${await whyIn(answer)}`);
  return answer.json() as Promise<Me>;
};

// What went wrong, as the API says it (RFC 9457). The header says it to programs: `WWW-Authenticate` (RFC 6750).
const whyIn = async (answer: Response): Promise<string> => {
  const { title } = (await answer.json().catch(() => ({}))) as { readonly title?: string };
  return title ?? answer.headers.get('www-authenticate') ?? 'no reason given';
};
