import type { Server, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Metrics } from './metrics.js';
import { createLimitedServer } from './server-limits.js';
import { isFromThisMachine } from './this-machine.js';

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
