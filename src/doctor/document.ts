import type { Answer } from './ask.js';

/** What the checks look at of a discovery document (OpenID Connect Discovery 1.0, section 3). All of it is hearsay. */
export interface DiscoveryDocument {
  readonly issuer?: unknown;
  readonly authorization_endpoint?: unknown;
  readonly token_endpoint?: unknown;
  readonly revocation_endpoint?: unknown;
  readonly end_session_endpoint?: unknown;
  readonly code_challenge_methods_supported?: unknown;
  readonly token_endpoint_auth_methods_supported?: unknown;
}

/** The document in an answer; `undefined` where there is none. */
export const documentIn = ({ status, text }: Answer): DiscoveryDocument | undefined => {
  if (status !== 200) return undefined;
  const value = jsonIn(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
};

/** What a text is as JSON; `undefined` where it is none. */
export const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** The address in a member of the document; `undefined` where there is none that can be used. */
export const addressIn = (member: unknown): URL | undefined =>
  typeof member === 'string' && URL.canParse(member) ? new URL(member) : undefined;
