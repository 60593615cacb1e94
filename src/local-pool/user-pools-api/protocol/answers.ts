import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { PoolError } from '../../base/errors.js';

const statusByException: Readonly<Record<string, number>> = {
  InternalErrorException: 500,
  RequestEntityTooLargeException: 413,
};

/** The members of an answer that are there: `undefined` is no JSON. */
export const answer = (response: Response, body: object, status = 200): void => {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/x-amz-json-1.1');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('x-amzn-RequestId', randomUUID());
  allowBrowsers(response);
  response.end(JSON.stringify(body));
};

/** A refusal in AWS's JSON 1.1 form: the name in `__type` and in a header, HTTP 400. */
export const answerError = (response: Response, error: unknown): void => {
  const refusal = error instanceof PoolError ? error : unexpected(error);
  response.setHeader('x-amzn-ErrorType', `${refusal.code}:`);
  response.setHeader('x-amzn-ErrorMessage', headerText(refusal.message));
  answer(
    response,
    { __type: refusal.code, message: refusal.message },
    statusByException[refusal.code] ?? 400,
  );
};

/** Browsers call this API from anywhere, as Amplify does; but `*` lets no Authorization header through. */
export const answerPreflight = (_request: Request, response: Response): void => {
  allowBrowsers(response);
  response.setHeader('Access-Control-Allow-Methods', 'POST');
  response.setHeader('Access-Control-Allow-Headers', '*');
  response.setHeader('Access-Control-Max-Age', '172800');
  response.writeHead(200).end();
};

const allowBrowsers = (response: Response): void => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader(
    'Access-Control-Expose-Headers',
    'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
  );
};

/** A fault of ours: said aloud, for there is nobody here to keep it from. */
const unexpected = (error: unknown): PoolError => {
  const detail = error instanceof Error ? error.message : String(error);
  return new PoolError('InternalErrorException', `The local user pool failed: ${detail}`);
};

/** Header values take no line breaks and nothing beyond Latin-1. */
const headerText = (message: string): string => message.replaceAll(/[^\u0020-\u007e]/gu, ' ').slice(0, 500);
