import { parameter } from '../http/exchange.js';
import { clientAtDomain } from '../oauth/clients.js';
import type { Service } from '../service.js';

/** A part of an address, and whether it is what does not fit. */
export interface Piece {
  readonly text: string;
  readonly isDifferent: boolean;
}

/** An address that was refused beside those that are registered. Only a local pool may say it. */
export interface Mismatch {
  readonly parameter: 'redirect_uri' | 'logout_uri';
  readonly came: readonly Piece[];
  /** The one that is most like it first, with its difference marked. */
  readonly registered: readonly (readonly Piece[])[];
}

const mostShown = 10;

/** What the error page knows of the address that did not fit; undefined where it was another trouble. */
export const mismatchIn = (service: Service, query: URLSearchParams): Mismatch | undefined => {
  const client = clientAtDomain(service, parameter(query, 'client_id'));
  if (client === undefined) return undefined;
  const logoutUri = parameter(query, 'logout_uri');
  if (logoutUri !== undefined) return compared('logout_uri', logoutUri, client.logoutUrls);
  const came = service.refusedCallbacks.get(client.id);
  return parameter(query, 'error') === 'redirect_mismatch' && came !== undefined
    ? compared('redirect_uri', came, client.callbackUrls)
    : undefined;
};

const compared = (parameter: Mismatch['parameter'], came: string, urls: readonly string[]): Mismatch => {
  const sorted = urls.toSorted((a, b) => likeness(came, b) - likeness(came, a)).slice(0, mostShown);
  const [nearest, ...others] = sorted;
  if (nearest === undefined) return { parameter, came: [plain(came)], registered: [] };
  return {
    parameter,
    came: marked(came, nearest),
    registered: [marked(nearest, came), ...others.map((url) => [plain(url)])],
  };
};

const plain = (text: string): Piece => ({ text, isDifferent: false });

/** `text` in three parts: what it begins with as `other` does, what is different, and what both end with. */
export const marked = (text: string, other: string): readonly Piece[] => {
  const { start, end } = common(text, other);
  const different = text.slice(start, text.length - end);
  return [
    plain(text.slice(0, start)),
    { text: different, isDifferent: true },
    plain(text.slice(text.length - end)),
  ].filter((piece) => piece.text !== '');
};

const likeness = (a: string, b: string): number => {
  const { start, end } = common(a, b);
  return (start + end) / Math.max(a.length, b.length);
};

/** How many characters two texts begin and end with alike. */
const common = (a: string, b: string): { readonly start: number; readonly end: number } => {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return { start, end };
};
