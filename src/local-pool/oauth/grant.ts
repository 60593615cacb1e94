import type { Client } from '../base/model.js';
import type { Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import type { TokenFault } from '../tokens/token-faults.js';
import type { IssuedTokens } from '../tokens/tokens.js';
import { invalidGrant, type Fault } from './refuse.js';

/** What a grant comes to: tokens, or an error of RFC 6749 section 5.2 with its cause. */
export type GrantOutcome =
  | { readonly tokens: IssuedTokens; readonly refreshToken?: string }
  | (Fault & { readonly description?: string });

export type Grant = (service: Service, exchange: Exchange, client: Client) => Promise<GrantOutcome>;

/** The faults among a request's that spoil a token. */
export const tokenFaults = ({ faults }: Exchange): readonly TokenFault[] =>
  faults.filter((fault) => fault.kind === 'token');

/** Whoever has signed in gets no tokens any more. */
export const nobodyToIssueFor = invalidGrant('the person is disabled or deleted, or the client is gone');
