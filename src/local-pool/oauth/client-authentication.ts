import type { Client } from '../base/model.js';
import { sameSecret } from '../base/random.js';
import { parameter, type Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { clientAtDomain } from './clients.js';
import { clientMissing, type Fault } from './refuse.js';

interface Credentials {
  readonly id: string;
  /** As sent; more than one reading where it is not known whether Cognito form-decodes. */
  readonly secrets: readonly string[];
}

/** The client behind a request, or why it is none (invalid_client). `basicOnly` is the rule of `/oauth2/revoke`. */
export const authenticateClient = (
  service: Service,
  { request, form }: Pick<Exchange, 'request' | 'form'>,
  { basicOnly = false }: { readonly basicOnly?: boolean } = {},
): { readonly client: Client } | Omit<Fault, 'error'> => {
  const header = request.get('authorization');
  const bodyId = parameter(form, 'client_id');
  const credentials = header === undefined ? bodyCredentials(form, basicOnly) : basicCredentials(header);
  if (credentials === undefined) {
    return {
      because:
        header === undefined ? 'client_id is missing' : 'the Authorization header is no Basic id:secret',
    };
  }
  if (bodyId !== undefined && bodyId !== credentials.id)
    return { because: 'client_id is another client than that of the Authorization header' };
  const client = clientAtDomain(service, credentials.id);
  if (client === undefined) return { because: clientMissing(service, credentials.id) };
  const because = secretFault(client, credentials.secrets);
  return because === undefined ? { client } : { because, clientId: client.id };
};

/** A client without a secret must not send one. */
const secretFault = (client: Client, sent: readonly string[]): string | undefined => {
  if (client.secrets.length === 0) {
    return sent.length === 0 ? undefined : 'the client has no secret, and one was sent';
  }
  if (sent.length === 0) return 'the client has a secret, and none was sent where it belongs';
  return client.secrets.some((secret) => sent.some((candidate) => sameSecret(secret, candidate)))
    ? undefined
    : 'the secret is not that of the client';
};

const bodyCredentials = (form: URLSearchParams, basicOnly: boolean): Credentials | undefined => {
  const id = parameter(form, 'client_id');
  const secret = parameter(form, 'client_secret');
  if (id === undefined) return undefined;
  return { id, secrets: secret === undefined || basicOnly ? [] : [secret] };
};

/** AWS documents the raw `id:secret`; RFC 6749 section 2.3.1 form-encodes both. Either is taken. */
const basicCredentials = (header: string): Credentials | undefined => {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/iu.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString();
  const colon = decoded.indexOf(':');
  if (colon < 0) return undefined;
  const secret = decoded.slice(colon + 1);
  return { id: formDecoded(decoded.slice(0, colon)), secrets: [secret, formDecoded(secret)] };
};

const formDecoded = (value: string): string => {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return value;
  }
};
