import type { Server, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import type { Request, RequestHandler } from 'express';
import type { Metrics } from './metrics.js';
import { createLimitedServer } from './server-limits.js';

const write = async (metrics: Metrics, response: ServerResponse): Promise<void> => {
  const text = await metrics.text();
  response.writeHead(200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }).end(text);
};

/** `/metrics` on a port of its own, which the load balancer does not publish. */
export const createMetricsServer = (metrics: Metrics): Server =>
  createLimitedServer((request, response) => {
    if (request.method === 'GET' && request.url?.split('?')[0] === '/metrics') void write(metrics, response);
    else response.writeHead(404).end();
  });

/** `/metrics` on the site's port, for callers on this machine; for everybody else it does not exist. */
export const serveMetricsLocally = (metrics: Metrics): RequestHandler =>
  async function serveMetrics(request, response, next) {
    if (isFromThisMachine(request)) await write(metrics, response);
    else next();
  };

const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Whether a program on this machine asks by itself. A proxy on this machine calls from here too, for people
 * who are elsewhere: it says so in a header. A web page can be made to call here by a name that points here:
 * then the Host header is that name (DNS rebinding).
 */
const isFromThisMachine = (request: Request): boolean => {
  const address = request.socket.remoteAddress ?? '';
  const isLoopback = address === '::1' || /^(?:::ffff:)?127\./.test(address);
  return (
    isLoopback &&
    isLoopbackName(request.headers.host) &&
    forwardingHeaders.every((name) => request.headers[name] === undefined)
  );
};

const isLoopbackName = (host = ''): boolean => {
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
};
