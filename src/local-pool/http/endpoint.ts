import { randomUUID } from 'node:crypto';
import type { Express, NextFunction, Request, Response } from 'express';
import { describeParameters, type Endpoint } from './requests.js';
import type { Service } from '../service.js';
import { exchangeOf, type Exchange, type Handler } from './exchange.js';
import { meetFaults } from './fault-injection.js';

export interface EndpointOptions {
  path: string;
  name: Endpoint;
  get?: Handler;
  post?: Handler;
  /** `Access-Control-Allow-Origin: *`: Cognito allows it on token, revoke and userInfo only. */
  cors?: boolean;
}

/** Mounts an endpoint: it is counted, meets its faults, and answers 405 to the methods it does not have. */
export function mountEndpoint(app: Express, service: Service, options: EndpointOptions): void {
  app.all(options.path, async (req, res) => {
    const exchange = exchangeOf(req, res);
    res.setHeader('x-amz-cognito-request-id', randomUUID());
    if (options.cors === true) res.setHeader('Access-Control-Allow-Origin', '*');
    if (options.cors === true && req.method === 'OPTIONS') return answerPreflight(res, options);
    const handler = handlerFor(req, options);
    if (handler === undefined) return refuseMethod(res, options);
    recordRequest(service, options.name, exchange);
    const faults = service.faults.take(options.name);
    if (await meetFaults(res, faults)) return;
    await handler({ ...exchange, faults });
  });
}

/** The same for a handler that reads its own body, such as the user pools API. */
export function observe(
  service: Service,
  name: Endpoint,
  parametersOf: (req: Request) => [string, string][],
) {
  return async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    recordRequest(service, name, { ...exchangeOf(req, res), form: new URLSearchParams(parametersOf(req)) });
    if (!(await meetFaults(res, service.faults.take(name)))) next();
  };
}

function handlerFor(req: Request, { get, post }: EndpointOptions): Handler | undefined {
  if (req.method === 'GET' || req.method === 'HEAD') return get;
  return req.method === 'POST' ? post : undefined;
}

function recordRequest(service: Service, name: Endpoint, { req, res, query, form }: Exchange): void {
  const record = {
    at: service.clock.now(),
    method: req.method,
    path: req.path,
    ...describeParameters([...query, ...form]),
    status: 0,
  };
  service.requests.record(name, record);
  res.once('finish', () => {
    record.status = res.statusCode;
  });
}

function allowedMethods({ get, post }: EndpointOptions): string {
  return [...(get === undefined ? [] : ['GET', 'HEAD']), ...(post === undefined ? [] : ['POST'])].join(', ');
}

function refuseMethod(res: Response, options: EndpointOptions): void {
  res.writeHead(405, { Allow: allowedMethods(options) }).end();
}

function answerPreflight(res: Response, options: EndpointOptions): void {
  res.setHeader('Access-Control-Allow-Methods', allowedMethods(options));
  res.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
  res.writeHead(200).end();
}
