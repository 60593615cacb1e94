// #region photos
import { GetObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import express, { type ErrorRequestHandler } from 'express';
import { AuthError, createAuth, type Auth, type AuthOptions } from '../../../src/auth/index.js';
import { createAwsCredentials } from '../../../src/aws/index.js';

interface PhotoOptions extends AuthOptions {
  readonly identityPool: { readonly identityPoolId: string; readonly endpoint?: string };
  readonly s3: S3ClientConfig;
}

export const createPhotoApp = ({ identityPool, s3, ...options }: PhotoOptions) => {
  const aws = createAwsCredentials({
    ...identityPool,
    idToken: (req) => auth.idToken(req),
    failure: (code, details) => new AuthError(code, details),
  });
  const auth: Auth = createAuth({ ...options, onEvent: aws.onAuthEvent });
  const app = express();

  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get('/photos/:name', auth.requireSignIn(), async (req, res) => {
    const client = new S3Client({ ...s3, credentials: aws.credentialsOf(req) });
    const photo = new GetObjectCommand({ Bucket: 'photos', Key: String(req.params['name']) });
    const { Body } = await client.send(photo);
    res.type('image/jpeg').send(Buffer.from((await Body?.transformToByteArray()) ?? []));
  });
  app.use(answerErrors);
  return app;
};

const answerErrors: ErrorRequestHandler = (error, _req, res, next) => {
  if (!(error instanceof AuthError)) return next(error);
  if (error.retryAfterSeconds) res.set('Retry-After', String(error.retryAfterSeconds));
  res.status(error.status).json({ code: error.code, cause: error.poolError });
};
// #endregion
