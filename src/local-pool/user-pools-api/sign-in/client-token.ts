import { invalidParameter, notAuthorized } from '../../base/errors.js';
import { sameSecret } from '../../base/random.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import { existingScopes } from '../../tokens/scopes.js';
import type { Operation, OperationTable } from '../protocol/api.js';
import { optionalTexts, text } from '../protocol/input.js';
import { clientIn } from '../protocol/lookups.js';
import { metadataIn } from '../protocol/metadata.js';

/** What client credentials are at the token endpoint: an access token for the client itself. */
const getClientToken: Operation = async (input, api) => {
  const { service } = api;
  const { client } = clientIn(input, api);
  const secret = text(input, 'Secret');
  if (!client.explicitAuthFlows.includes('ALLOW_CLIENT_TOKEN_AUTH'))
    throw invalidParameter(unconfirmed.clientTokenNotAllowed);
  if (!client.secrets.some((own) => sameSecret(own, secret)))
    throw notAuthorized(unconfirmed.wrongClientSecret);
  const own = existingScopes(service.store, client, client.scopes).filter((scope) => scope.includes('/'));
  const asked = optionalTexts(input, 'Scopes') ?? [];
  const unknown = asked.find((scope) => !own.includes(scope));
  if (unknown !== undefined) throw invalidParameter(`Invalid scope requested: ${unknown}`);
  const scopes = asked.length === 0 ? own : asked;
  const clientMetadata = metadataIn(input);
  const tokens = await service.tokens.issueForMachine({ client, scopes, clientMetadata });
  return {
    ClientAuthenticationResult: {
      AccessToken: tokens.accessToken,
      ExpiresIn: tokens.expiresIn,
      TokenType: 'Bearer',
    },
  };
};

export const clientTokenOperations: OperationTable = { GetClientToken: getClientToken };
