import type { Request } from 'express';
import { PoolError } from '../../base/errors.js';

const defaultRegion = 'us-east-1';
const credential =
  /^AWS4-HMAC-SHA256 +Credential=[^/\s]+\/\d{8}\/(?<region>[a-z0-9-]+)\/[a-z-]+\/aws4_request,/u;

/** The region that the caller signed for. Nobody's signature is verified here: any credentials will do. */
export const regionOf = (request: Request): string =>
  credential.exec(request.get('authorization') ?? '')?.groups?.['region'] ?? defaultRegion;

/**
 * Throws MissingAuthenticationTokenException unless the request carries a Signature Version 4. Since any credentials
 * do, web pages are kept out: they send an Origin with every POST, and programs do not.
 */
export const assertSigned = (request: Request): void => {
  if (request.get('origin') !== undefined) {
    throw new PoolError('AccessDeniedException', 'Operations of administrators are not open to web pages.');
  }
  const header = request.get('authorization');
  if (header === undefined) {
    throw new PoolError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  if (credential.test(header) && header.includes('SignedHeaders=') && header.includes('Signature=')) return;
  throw new PoolError(
    'IncompleteSignatureException',
    'The Authorization header is no AWS Signature Version 4. Expected: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…',
  );
};
