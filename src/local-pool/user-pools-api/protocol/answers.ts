import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { PoolError } from '../../base/errors.js';

const STATUS: Readonly<Record<string, number>> = {
  InternalErrorException: 500,
  RequestEntityTooLargeException: 413,
};

/** The members of an answer that are there: `undefined` is no JSON. */
export function answer(res: Response, body: object, status = 200): void {
  res.statusCode = status;
  res.setHeader('Content-Type', 'application/x-amz-json-1.1');
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('x-amzn-RequestId', randomUUID());
  allowBrowsers(res);
  res.end(JSON.stringify(body));
}

/** A refusal in AWS's JSON 1.1 form: the name in `__type` and in a header, HTTP 400. */
export function answerError(res: Response, error: unknown): void {
  const refusal = error instanceof PoolError ? error : unexpected(error);
  res.setHeader('x-amzn-ErrorType', `${refusal.code}:`);
  res.setHeader('x-amzn-ErrorMessage', headerText(refusal.message));
  answer(res, { __type: refusal.code, message: refusal.message }, STATUS[refusal.code] ?? 400);
}

/** Browsers call this API from anywhere, as Amplify does; but `*` lets no Authorization header through. */
export function answerPreflight(_req: Request, res: Response): void {
  allowBrowsers(res);
  res.setHeader('Access-Control-Allow-Methods', 'POST');
  res.setHeader('Access-Control-Allow-Headers', '*');
  res.setHeader('Access-Control-Max-Age', '172800');
  res.writeHead(200).end();
}

function allowBrowsers(res: Response): void {
  res.setHeader('Access-Control-Allow-Origin', '*');
  res.setHeader(
    'Access-Control-Expose-Headers',
    'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
  );
}

/** A fault of ours: said aloud, for there is nobody here to keep it from. */
function unexpected(error: unknown): PoolError {
  const detail = error instanceof Error ? error.message : String(error);
  return new PoolError('InternalErrorException', `The local user pool failed: ${detail}`);
}

/** Header values take no line breaks and nothing beyond Latin-1. */
function headerText(message: string): string {
  return message.replaceAll(/[^\u0020-\u007e]/gu, ' ').slice(0, 500);
}
