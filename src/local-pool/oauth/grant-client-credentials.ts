import type { Client } from '../base/model.js';
import { isObject } from '../base/shape.js';
import { parameter, type Exchange } from '../http/exchange.js';
import { quoted } from '../http/refusals.js';
import type { Service } from '../service.js';
import type { Metadata } from '../triggers/events.js';
import { existingScopes } from '../tokens/scopes.js';
import { tokenFaults, type GrantOutcome } from './grant.js';
import { invalidRequest } from './refuse.js';

/** `grant_type=client_credentials`: an access token for the client itself, for custom scopes, all by default. */
export const grantClientCredentials = async (
  service: Service,
  exchange: Exchange,
  client: Client,
): Promise<GrantOutcome> => {
  if (!client.flows.includes('client_credentials') || client.secrets.length === 0) {
    const because = 'the client has no secret, or not the flow client_credentials';
    return { error: 'unauthorized_client', because };
  }
  const metadata = metadataIn(parameter(exchange.form, 'aws_client_metadata'));
  if (metadata === 'bad') return invalidRequest('aws_client_metadata is no JSON object');
  const own = existingScopes(service.store, client, client.scopes).filter((scope) => scope.includes('/'));
  const asked = (parameter(exchange.form, 'scope') ?? '').split(' ').filter((scope) => scope !== '');
  const others = asked.filter((scope) => !own.includes(scope));
  if (others.length > 0) {
    const because = `the client has not the custom scopes ${quoted(others.join(' '))}; it has ${quoted(own.join(' '))}`;
    return { error: 'invalid_scope', because };
  }
  const scopes = asked.length === 0 ? own : asked;
  const faults = tokenFaults(exchange);
  return {
    tokens: await service.tokens.issueForMachine({ client, scopes, clientMetadata: metadata, faults }),
  };
};

/** A JSON object for the token generation trigger. */
const metadataIn = (given: string | undefined): Metadata | 'bad' | undefined => {
  if (given === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(given);
    if (!isObject(parsed)) return 'bad';
    return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, asText(value)]));
  } catch {
    return 'bad';
  }
};

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
