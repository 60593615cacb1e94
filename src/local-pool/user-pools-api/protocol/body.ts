import { raw, type Request, type Response } from 'express';
import { PoolError } from '../../base/errors.js';
import { isStructure, type Input } from './input.js';

const LARGEST_BODY = '512kb';
const CONTENT_TYPE = 'application/x-amz-json-1.1';

const parseRaw = raw({ type: () => true, limit: LARGEST_BODY });

/** The JSON of a request. Throws SerializationException, or RequestEntityTooLargeException beyond 512 kB. */
export async function readInput(req: Request, res: Response): Promise<Input> {
  const contentType = req.get('content-type') ?? '';
  if (!contentType.toLowerCase().startsWith(CONTENT_TYPE)) {
    throw new PoolError(
      'SerializationException',
      `The content type is "${contentType}"; send the request as ${CONTENT_TYPE}.`,
    );
  }
  return parse(await readBytes(req, res));
}

function readBytes(req: Request, res: Response): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    parseRaw(req, res, (error: unknown) => {
      if (error === undefined) resolve(Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0));
      else reject(unreadable(error));
    });
  });
}

function unreadable(error: unknown): PoolError {
  const isTooLarge = typeof error === 'object' && error !== null && 'status' in error && error.status === 413;
  return isTooLarge
    ? new PoolError('RequestEntityTooLargeException', `The body is larger than ${LARGEST_BODY}.`)
    : new PoolError('SerializationException', 'The body could not be read.');
}

/** An empty body is an empty structure, as for operations without required members. */
function parse(bytes: Buffer): Input {
  const json = bytes.toString();
  if (json.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(json);
    if (isStructure(value)) return value;
  } catch {
    throw new PoolError('SerializationException', 'The body is not valid JSON.');
  }
  throw new PoolError('SerializationException', 'The body must be a JSON object.');
}
