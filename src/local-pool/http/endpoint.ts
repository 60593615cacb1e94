// What every request passes, wherever it goes: it is counted, meets the faults that a test has planned, and is answered
// in Cognito's dress. No rule of OAuth and none of the user pools API stands here.

import { randomUUID } from 'node:crypto';
import type { Express, NextFunction, Request, Response } from 'express';
import type { Clock } from '../base/clock.js';
import { exchangeOf, type Exchange, type Handler } from './exchange.js';
import { meetFaults } from './fault-injection.js';
import type { Faults } from './faults.js';
import { describeParameters, type Endpoint, type RequestLog } from './requests.js';

export interface EndpointOptions {
  readonly path: string;
  readonly name: Endpoint;
  readonly get?: Handler;
  readonly post?: Handler;
  /** `Access-Control-Allow-Origin: *`: Cognito allows it on token, revoke and userInfo only. */
  readonly cors?: boolean;
}

/** What counts requests, and breaks their answers on purpose. */
export interface Watch {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly requests: RequestLog;
}

/** Mounts an endpoint: it is counted, meets its faults, and answers 405 to the methods it does not have. */
export const mountEndpoint = (app: Express, watch: Watch, options: EndpointOptions): void => {
  app.all(options.path, async (request, response) => {
    const exchange = exchangeOf(request, response);
    response.setHeader('x-amz-cognito-request-id', randomUUID());
    if (options.cors === true) response.setHeader('Access-Control-Allow-Origin', '*');
    if (options.cors === true && request.method === 'OPTIONS') return answerPreflight(response, options);
    const handler = handlerFor(request, options);
    if (handler === undefined) return refuseMethod(response, options);
    recordRequest(watch, options.name, exchange);
    const faults = watch.faults.take(options.name);
    if (await meetFaults(response, faults)) return;
    await handler({ ...exchange, faults });
  });
};

/** The same for a handler that reads its own body, such as the user pools API. */
export const observe =
  (watch: Watch, name: Endpoint, parametersOf: (request: Request) => [string, string][]) =>
  async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    recordRequest(watch, name, {
      ...exchangeOf(request, response),
      form: new URLSearchParams(parametersOf(request)),
    });
    if (!(await meetFaults(response, watch.faults.take(name)))) next();
  };

const handlerFor = (request: Request, { get, post }: EndpointOptions): Handler | undefined => {
  if (request.method === 'GET' || request.method === 'HEAD') return get;
  return request.method === 'POST' ? post : undefined;
};

const recordRequest = (
  { clock, requests }: Watch,
  name: Endpoint,
  { request, response, query, form }: Exchange,
): void => {
  const record = {
    at: clock.now(),
    method: request.method,
    path: request.path,
    ...describeParameters([...query, ...form]),
    status: 0,
  };
  requests.record(name, record);
  response.once('finish', () => {
    record.status = response.statusCode;
  });
};

const allowedMethods = ({ get, post }: EndpointOptions): string =>
  [...(get === undefined ? [] : ['GET', 'HEAD']), ...(post === undefined ? [] : ['POST'])].join(', ');

const refuseMethod = (response: Response, options: EndpointOptions): void => {
  response.writeHead(405, { Allow: allowedMethods(options) }).end();
};

/** Amplify sends `x-amz-user-agent` with every call, so a browser asks whether it may. */
const answerPreflight = (response: Response, options: EndpointOptions): void => {
  response.setHeader('Access-Control-Allow-Methods', allowedMethods(options));
  response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, X-Amz-User-Agent');
  response.writeHead(200).end();
};
