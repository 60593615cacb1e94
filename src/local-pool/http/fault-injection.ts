import { gzipSync } from 'node:zlib';
import { setTimeout as wait } from 'node:timers/promises';
import type { Response } from 'express';
import type { Fault } from './faults.js';

/** Lets the faults of a request happen. True when one of them took the place of the answer. */
export async function meetFaults(res: Response, faults: readonly Fault[]): Promise<boolean> {
  for (const fault of faults) {
    if (await meetFault(res, fault)) return true;
  }
  return false;
}

async function meetFault(res: Response, fault: Fault): Promise<boolean> {
  switch (fault.kind) {
    case 'delay':
      await wait(fault.ms, undefined, { ref: false });
      return res.destroyed;
    case 'status':
      res.writeHead(fault.status, { 'Content-Type': 'text/html', ...fault.headers });
      res.end(fault.body ?? `<html><body>${fault.status}</body></html>`);
      return true;
    case 'broken-json':
      res.writeHead(200, { 'Content-Type': 'application/json;charset=UTF-8' });
      res.end('{"access_token":"eyJ');
      return true;
    case 'oversize':
      answerOversize(res, fault);
      return true;
    case 'drop':
      res.socket?.destroy();
      return true;
    case 'silence':
      return true;
    case 'slow-body':
      slowDown(res, fault);
      return false;
    case 'token':
    case 'token-response':
    case 'discovery':
    case 'jwks':
    case 'callback-error':
      return false;
  }
}

/** Valid JSON of the given size once decompressed. */
function answerOversize(res: Response, { bytes, gzip = false }: { bytes: number; gzip?: boolean }): void {
  const body = Buffer.from(`{"padding":"${'x'.repeat(Math.max(bytes - 14, 0))}"}`);
  res.setHeader('Content-Type', 'application/json;charset=UTF-8');
  if (gzip) res.setHeader('Content-Encoding', 'gzip');
  res.end(gzip ? gzipSync(body) : body);
}

/** Sends the headers at once and the body in drips. */
function slowDown(res: Response, { chunkBytes, everyMs }: { chunkBytes: number; everyMs: number }): void {
  const end = res.end.bind(res);
  const drip = (rest: Buffer): void => {
    if (res.destroyed) return;
    if (rest.length === 0) return void end();
    res.write(rest.subarray(0, chunkBytes));
    setTimeout(() => drip(rest.subarray(chunkBytes)), everyMs).unref();
  };
  const slowEnd = (body?: unknown): Response => {
    res.flushHeaders();
    drip(Buffer.from(typeof body === 'string' || Buffer.isBuffer(body) ? body : ''));
    return res;
  };
  Object.assign(res, { end: slowEnd });
}
