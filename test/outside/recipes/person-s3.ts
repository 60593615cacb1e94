// #region s3
import { S3Client } from '@aws-sdk/client-s3';
import type { Request } from 'express';
import { AuthError, type Auth } from '../../../src/auth/index.js';
import { createAwsCredentials } from '../../../src/aws/index.js';

export const createS3Of = (auth: Auth, identityPoolId: string) => {
  const aws = createAwsCredentials({
    identityPoolId,
    idToken: (req) => auth.idToken(req),
    failure: (code, details) => new AuthError(code, details),
  });
  return (req: Request) => new S3Client({ region: 'us-east-1', credentials: aws.credentialsOf(req) });
};
// #endregion
