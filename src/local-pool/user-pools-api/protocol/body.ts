import { raw, type Request, type Response } from 'express';
import { PoolError } from '../../base/errors.js';
import { isStructure, type Input } from './input.js';

const largestBody = '512kb';
const json11 = 'application/x-amz-json-1.1';

const parseRaw = raw({ type: () => true, limit: largestBody });

/** The JSON of a request. Throws SerializationException, or RequestEntityTooLargeException beyond 512 kB. */
export const readInput = async (request: Request, response: Response): Promise<Input> => {
  const contentType = request.get('content-type') ?? '';
  if (!contentType.toLowerCase().startsWith(json11)) {
    throw new PoolError(
      'SerializationException',
      `The content type is "${contentType}"; send the request as ${json11}.`,
    );
  }
  return parse(await readBytes(request, response));
};

const readBytes = (request: Request, response: Response): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    parseRaw(request, response, (error: unknown) => {
      if (error === undefined) resolve(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
      else reject(unreadable(error));
    });
  });

const unreadable = (error: unknown): PoolError => {
  const isTooLarge = typeof error === 'object' && error !== null && 'status' in error && error.status === 413;
  return isTooLarge
    ? new PoolError('RequestEntityTooLargeException', `The body is larger than ${largestBody}.`)
    : new PoolError('SerializationException', 'The body could not be read.');
};

/** An empty body is an empty structure, as for operations without required members. */
const parse = (bytes: Buffer): Input => {
  const json = bytes.toString();
  if (json.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(json);
    if (isStructure(value)) return value;
  } catch {
    throw new PoolError('SerializationException', 'The body is not valid JSON.');
  }
  throw new PoolError('SerializationException', 'The body must be a JSON object.');
};
