// The addresses that operations hand out are answered here, beside the API.

import { raw, type Express, type Request, type Response } from 'express';
import type { Service } from '../service.js';
import { pictureOf } from './provisioning/ui-customization.js';
import { takeUpload } from './user-import/jobs.js';

const largestUpload = '100mb';

/** The addresses that operations hand out: where the file of a user import goes, and where the picture of a look is. */
export const mountFiles = (app: Express, service: Service): void => {
  app.put('/uploads/:poolId/:jobId', raw({ type: () => true, limit: largestUpload }), (request, response) =>
    answerUpload(service, request, response),
  );
  app.get('/assets/:poolId/:clientId/:version/image', (request, response) => {
    const { poolId, clientId } = request.params;
    const picture = pictureOf(service.store, { poolId, clientId });
    // Whoever set it chose its bytes: nothing but a picture may come of them.
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    if (picture === undefined) response.status(404).type('text').send('There is no such picture.\n');
    else response.type(picture[0] === 0x89 ? 'png' : 'jpeg').send(picture);
  });
};

/** As S3 answers: nothing when it is well. */
const answerUpload = (service: Service, request: Request, response: Response): void => {
  const key = request.query['X-Amz-Signature'];
  const csv = Buffer.isBuffer(request.body) ? request.body.toString() : '';
  const jobId = String(request.params['jobId']);
  if (typeof key === 'string' && takeUpload(service, { jobId, key, csv })) response.status(200).end();
  else
    response
      .status(403)
      .type('xml')
      .send(
        '<Error><Code>AccessDenied</Code><Message>The address of the upload is wrong, is more than 15 minutes old, or its job has begun. Make another job.</Message></Error>',
      );
};
