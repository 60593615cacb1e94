import type { RequestHandler } from 'express';
import type { Service } from '../service.js';

const TARGET_PREFIX = 'AWSCognitoIdentityProviderService.';

/** The user pools API (`POST /` with `x-amz-target`). No operation is built in yet. */
export function createUserPoolsApi(_pool: Service): RequestHandler {
  return (req, res) => {
    const operation = (req.get('x-amz-target') ?? '').replace(TARGET_PREFIX, '');
    const body = {
      __type: 'UnknownOperationException',
      message: `The operation "${operation}" is not known.`,
    };
    res.status(400).set('x-amzn-errortype', body.__type);
    res.setHeader('Content-Type', 'application/x-amz-json-1.1');
    res.end(JSON.stringify(body));
  };
}
