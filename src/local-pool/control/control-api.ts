import express, { type ErrorRequestHandler, type Express, type NextFunction } from 'express';
import type { Request, Response } from 'express';
import { requireLocalHost } from '../http/local-host.js';
import type { Service } from '../service.js';
import { controlActions, type ControlAction } from './control-actions.js';

const controlPath = '/_local/control';

/** What `LocalPool` does for tests in Node, over HTTP for tests in anything else. Loopback only, never for pages. */
export const mountControlApi = (app: Express, service: Service): void => {
  const router = express.Router();
  router.use(
    requireLocalHost(service.origins),
    requireNoBrowser,
    requireJson,
    express.json({ limit: '100kb' }),
  );
  for (const action of controlActions) {
    router[action.method](action.path, (request, response) =>
      perform(service, action, { request, response }),
    );
  }
  router.use(answerUnknown, answerUnreadable);
  app.use(controlPath, router);
};

/** Where the control API is not asked for, a caller hears how to ask for it. */
export const refuseControl = (app: Express): void => {
  app.use(controlPath, (_request, response) => {
    const message = 'The control API is off. Start the pool with --control, or with control: true in code.';
    response.status(404).json({ error: 'not_found', message });
  });
};

/** Checks the body, acts, and answers. What the directory refuses is the caller's mistake. */
const perform = async (
  service: Service,
  { shape, act }: ControlAction,
  { request, response }: { readonly request: Request; readonly response: Response },
): Promise<void> => {
  const sent: unknown = request.body;
  const body: unknown = sent ?? {};
  const problems = shape === undefined ? [] : shape(body, '');
  if (problems.length > 0) return refuse(response, problems);
  try {
    const name = String(request.params['name'] ?? '');
    response.json((await act({ service, name, body: body as object })) ?? { ok: true });
  } catch (error) {
    refuse(response, [error instanceof Error ? error.message : String(error)]);
  }
};

/** Pages of other sites can reach loopback addresses; what they send carries one of these headers. */
const requireNoBrowser = (request: Request, response: Response, next: NextFunction): void => {
  const site = request.get('sec-fetch-site') ?? 'none';
  if (request.get('origin') === undefined && (site === 'none' || site === 'same-origin')) return next();
  response.status(403).json({ error: 'forbidden', message: 'The control API does not answer web pages.' });
};

/**
 * Many clients call a body a form unless told otherwise, and some say JSON where there is no body. Pages cannot send this
 * type without being asked first.
 */
const requireJson = (request: Request, response: Response, next: NextFunction): void => {
  const type = request.get('content-type');
  const isEmpty =
    request.get('transfer-encoding') === undefined && !(Number(request.get('content-length')) > 0);
  if (type === undefined ? isEmpty : /^application\/json(?:;|$)/iu.test(type.trim())) return next();
  refuse(response, ['The body must come with Content-Type: application/json.'], 415);
};

const answerUnknown = (request: Request, response: Response): void => {
  const actions = controlActions.map(({ method, path }) => `${method.toUpperCase()} ${controlPath}${path}`);
  response
    .status(404)
    .json({ error: 'not_found', message: `There is no ${request.method} ${request.path} here.`, actions });
};

const answerUnreadable: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const { status, type, message } = error as {
    readonly status?: number;
    readonly type?: string;
    readonly message?: string;
  };
  if (status === undefined || status >= 500) return next(error);
  refuse(
    response,
    [type === 'entity.parse.failed' ? `The body is not JSON: ${message}` : String(message)],
    status,
  );
};

const refuse = (response: Response, problems: readonly string[], status = 400): void => {
  response.status(status).json({ error: 'invalid_request', problems });
};
