// Signing in through the API: flows that begin it, challenges and their answers, and the tokens at its end. A step is
// one file; next-step.ts says which follows.

import type { Operation, OperationTable } from '../protocol/api.js';
import { clientIn, clientOfPool, withUserPool } from '../protocol/lookups.js';
import { initiate } from './flows.js';
import { respond } from './respond.js';

const initiateAuth: Operation = (input, api) =>
  initiate(input, { api, ...clientIn(input, api) }, { isAdmin: false });

const respondToAuthChallenge: Operation = (input, api) => respond(input, { api, ...clientIn(input, api) });

export const signInOperations: OperationTable = {
  InitiateAuth: initiateAuth,
  RespondToAuthChallenge: respondToAuthChallenge,
};

/** The same for a trusted server, which names the user pool and signs its requests. */
export const adminSignInOperations: OperationTable = {
  AdminInitiateAuth: withUserPool((input, pool, api) =>
    initiate(input, { api, pool, client: clientOfPool(input, pool, api) }, { isAdmin: true }),
  ),
  AdminRespondToAuthChallenge: withUserPool((input, pool, api) =>
    respond(input, { api, pool, client: clientOfPool(input, pool, api) }),
  ),
};
