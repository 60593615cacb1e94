import type { Client } from '../base/model.js';
import { isObject } from '../base/shape.js';
import { parameter, type Exchange } from '../http/exchange.js';
import { quoted } from '../http/refusals.js';
import type { Service } from '../service.js';
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
  if (!isClientMetadata(parameter(exchange.form, 'aws_client_metadata')))
    return invalidRequest('aws_client_metadata is no JSON object');
  const own = existingScopes(service.store, client, client.scopes).filter((scope) => scope.includes('/'));
  const asked = (parameter(exchange.form, 'scope') ?? '').split(' ').filter((scope) => scope !== '');
  const others = asked.filter((scope) => !own.includes(scope));
  if (others.length > 0) {
    const because = `the client has not the custom scopes ${quoted(others.join(' '))}; it has ${quoted(own.join(' '))}`;
    return { error: 'invalid_scope', because };
  }
  const scopes = asked.length === 0 ? own : asked;
  return { tokens: await service.tokens.issueForMachine(client, scopes, tokenFaults(exchange)) };
};

/** A JSON object for the pre token generation trigger. There are no triggers here, so it is only checked. */
const isClientMetadata = (metadata: string | undefined): boolean => {
  if (metadata === undefined) return true;
  try {
    return isObject(JSON.parse(metadata));
  } catch {
    return false;
  }
};
