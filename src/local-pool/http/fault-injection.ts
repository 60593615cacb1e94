import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Response } from 'express';
import type { Fault } from './faults.js';

/** Lets the faults of a request happen. True when one of them took the place of the answer. */
export const meetFaults = async (response: Response, faults: readonly Fault[]): Promise<boolean> => {
  for (const fault of faults) {
    if (await meetFault(response, fault)) return true;
  }
  return false;
};

const meetFault = async (response: Response, fault: Fault): Promise<boolean> => {
  switch (fault.kind) {
    case 'delay':
      await wait(fault.ms, undefined, { ref: false });
      return response.destroyed;
    case 'status':
      response.writeHead(fault.status, { 'Content-Type': 'text/html', ...fault.headers });
      response.end(fault.body ?? `<html><body>${fault.status}</body></html>`);
      return true;
    case 'broken-json':
      response.writeHead(200, { 'Content-Type': 'application/json;charset=UTF-8' });
      response.end('{"access_token":"eyJ');
      return true;
    case 'oversize':
      answerOversize(response, fault);
      return true;
    case 'drop':
      response.socket?.destroy();
      return true;
    case 'silence':
      return true;
    case 'slow-body':
      slowDown(response, fault);
      return false;
    case 'token':
    case 'token-response':
    case 'discovery':
    case 'jwks':
    case 'callback-error':
      return false;
  }
};

/** Valid JSON of the given size once decompressed. */
const answerOversize = (
  response: Response,
  { bytes, gzip = false }: { readonly bytes: number; readonly gzip?: boolean },
): void => {
  const body = Buffer.from(`{"padding":"${'x'.repeat(Math.max(bytes - 14, 0))}"}`);
  response.setHeader('Content-Type', 'application/json;charset=UTF-8');
  if (gzip) response.setHeader('Content-Encoding', 'gzip');
  response.end(gzip ? gzipSync(body) : body);
};

/** Sends the headers at once and the body in drips. */
const slowDown = (
  response: Response,
  { chunkBytes, everyMs }: { readonly chunkBytes: number; readonly everyMs: number },
): void => {
  const end = response.end.bind(response);
  const drip = (rest: Buffer): void => {
    if (response.destroyed) return;
    if (rest.length === 0) return void end();
    response.write(rest.subarray(0, chunkBytes));
    setTimeout(() => drip(rest.subarray(chunkBytes)), everyMs).unref();
  };
  const slowEnd = (body?: unknown): Response => {
    response.flushHeaders();
    drip(Buffer.from(typeof body === 'string' || Buffer.isBuffer(body) ? body : ''));
    return response;
  };
  Object.assign(response, { end: slowEnd });
};
