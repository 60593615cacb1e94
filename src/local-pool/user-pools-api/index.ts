// What the AWS SDKs, Amplify and Terraform call: POST / with x-amz-target. protocol/ reads and answers such requests,
// person/ is what operations have in common that are about one person, the other folders hold the operations, by who
// calls them; operations.ts is the list of all.

import type { RequestHandler } from 'express';
import { callerFrom } from '../base/caller.js';
import type { Service } from '../service.js';
import { findOperation } from './operations.js';
import { answer, answerError } from './protocol/answers.js';
import type { Api } from './protocol/api.js';
import { createAttempts } from './protocol/attempts.js';
import { readInput } from './protocol/body.js';
import { assertSigned, regionOf } from './protocol/signature.js';

export { mountFiles } from './files.js';
export { answerPreflight } from './protocol/answers.js';

/**
 * The user pools API (`POST /` with `x-amz-target`, JSON 1.1) and two operations of identity pools. Operations of
 * administrators need a signature, those of people do not.
 */
export const createUserPoolsApi = (service: Service): RequestHandler => {
  const attempts = createAttempts(service.clock);
  return async function answerUserPoolsApi(request, response) {
    try {
      const { run, isSigned } = findOperation(request.get('x-amz-target'));
      if (isSigned) assertSigned(request);
      const caller = callerFrom({ ip: request.ip, userAgent: request.get('user-agent') });
      const api: Api = { service, attempts, region: regionOf(request), caller };
      answer(response, await run(await readInput(request, response), api));
    } catch (error) {
      answerError(response, error);
    }
  };
};
