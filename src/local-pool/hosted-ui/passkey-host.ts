import { isIP } from 'node:net';
import { rawQuery } from '../http/exchange.js';
import { allowsPasskeys, relyingPartyOf } from '../people/passkeys.js';
import type { Visit } from './steps.js';

/** Where passkeys of this pool work: on the host of this very page, on another name of it, or not at all. */
export type PasskeyHost =
  | { readonly kind: 'here'; readonly relyingPartyId: string }
  | { readonly kind: 'elsewhere'; readonly origin: string }
  | { readonly kind: 'none' };

/** An address is no relying party: pages at 127.0.0.1 lead to localhost, where the same port answers. */
export const passkeyHost = ({ service, exchange, request }: Visit): PasskeyHost => {
  const { domain } = service.origins;
  const relyingPartyId = allowsPasskeys(request.pool) ? relyingPartyOf(request.pool, domain) : undefined;
  if (relyingPartyId === undefined) return { kind: 'none' };
  const { hostname } = exchange.request;
  if (hostname === relyingPartyId || hostname.endsWith(`.${relyingPartyId}`)) {
    return { kind: 'here', relyingPartyId };
  }
  const { protocol, port } = new URL(domain);
  const isAddress = isIP(hostname.replaceAll(/[[\]]/gu, '')) > 0;
  if (relyingPartyId !== 'localhost' || !isAddress) return { kind: 'none' };
  return { kind: 'elsewhere', origin: `${protocol}//localhost:${port}` };
};

/** What the sign-in page offers: `here`, `none`, or the address of the page where passkeys work. */
export const passkeyOffer = (visit: Visit): string => {
  const { client, levels } = visit.request;
  // A passkey comes to the third level, and no further.
  const isEnough = levels === undefined || levels.some((level) => level <= 3);
  if (!client.explicitAuthFlows.includes('ALLOW_USER_AUTH') || !isEnough) return 'none';
  const host = passkeyHost(visit);
  return host.kind === 'elsewhere' ? `${host.origin}/login${rawQuery(visit.exchange.request)}` : host.kind;
};
