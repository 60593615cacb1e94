import { parameter, type Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';

/** An error of OAuth, and what the pool knows of it besides. */
export interface Fault {
  readonly error: string;
  readonly because: string;
  /** Where the request alone does not say it in its parameters. */
  readonly clientId?: string;
}

/** Client secrets are longer than client ids, and the two are easily mistaken for each other. */
const longestIdShown = 40;

export const invalidRequest = (because: string): Fault => ({ error: 'invalid_request', because });

export const invalidGrant = (because: string): Fault => ({ error: 'invalid_grant', because });

/** Keeps why a request was refused, for the log, for `/_local/` and for tests. */
export const keepCause = (service: Service, { request, query, form }: Exchange, fault: Fault): void => {
  const named = fault.clientId ?? parameter(query, 'client_id') ?? parameter(form, 'client_id');
  const { error, because } = fault;
  service.refusals.add({
    request: `${request.method} ${request.path}`,
    error,
    because,
    ...(named !== undefined && service.store.clients.has(named) && { clientId: named }),
  });
};

export const clientMissing = (service: Service, id: string | undefined): string => {
  if (id === undefined) return 'client_id is missing';
  if (service.store.clients.has(id)) return 'the user pool of this client has no domain';
  return id.length > longestIdShown
    ? `there is no app client of the ${id.length} characters that were sent`
    : `there is no app client ${JSON.stringify(id)}`;
};
