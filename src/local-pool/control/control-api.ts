import express, { type ErrorRequestHandler, type Express, type NextFunction } from 'express';
import type { Request, Response } from 'express';
import { CONTROL_ACTIONS, type ControlAction } from './control-actions.js';
import { requireLocalHost } from '../hosted-ui/local-pages.js';
import type { Service } from '../service.js';

const PATH = '/_local/control';

/** What `LocalPool` does for tests in Node, over HTTP for tests in anything else. Loopback only, never for pages. */
export function mountControlApi(app: Express, service: Service): void {
  const router = express.Router();
  router.use(requireLocalHost, requireNoBrowser, requireJson, express.json({ limit: '100kb' }));
  for (const action of CONTROL_ACTIONS) {
    router[action.method](action.path, (req, res) => perform(service, action, { req, res }));
  }
  router.use(answerUnknown, answerUnreadable);
  app.use(PATH, router);
}

/** Where the control API is not asked for, a caller hears how to ask for it. */
export function refuseControl(app: Express): void {
  app.use(PATH, (_req, res) => {
    const message = 'The control API is off. Start the pool with --control, or with control: true in code.';
    res.status(404).json({ error: 'not_found', message });
  });
}

/** Checks the body, acts, and answers. What the directory refuses is the caller's mistake. */
async function perform(
  service: Service,
  { shape, act }: ControlAction,
  { req, res }: { req: Request; res: Response },
): Promise<void> {
  const sent: unknown = req.body;
  const body: unknown = sent ?? {};
  const problems = shape === undefined ? [] : shape(body, '');
  if (problems.length > 0) return refuse(res, problems);
  try {
    const name = String(req.params['name'] ?? '');
    res.json((await act({ service, name, body: body as object })) ?? { ok: true });
  } catch (error) {
    refuse(res, [error instanceof Error ? error.message : String(error)]);
  }
}

/** Pages of other sites can reach loopback addresses; what they send carries one of these headers. */
function requireNoBrowser(req: Request, res: Response, next: NextFunction): void {
  const site = req.get('sec-fetch-site') ?? 'none';
  if (req.get('origin') === undefined && (site === 'none' || site === 'same-origin')) return next();
  res.status(403).json({ error: 'forbidden', message: 'The control API does not answer web pages.' });
}

/** Many clients call a body a form unless told otherwise. Pages cannot send this type without being asked first. */
function requireJson(req: Request, res: Response, next: NextFunction): void {
  const isUntyped = req.get('content-type') === undefined && !(Number(req.get('content-length')) > 0);
  if (isUntyped || typeof req.is('json') === 'string') return next();
  refuse(res, ['The body must come with Content-Type: application/json.'], 415);
}

function answerUnknown(req: Request, res: Response): void {
  const actions = CONTROL_ACTIONS.map(({ method, path }) => `${method.toUpperCase()} ${PATH}${path}`);
  res
    .status(404)
    .json({ error: 'not_found', message: `There is no ${req.method} ${req.path} here.`, actions });
}

const answerUnreadable: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  const { status, type, message } = error as { status?: number; type?: string; message?: string };
  if (status === undefined || status >= 500) return next(error);
  refuse(
    res,
    [type === 'entity.parse.failed' ? `The body is not JSON: ${message}` : String(message)],
    status,
  );
};

function refuse(res: Response, problems: readonly string[], status = 400): void {
  res.status(status).json({ error: 'invalid_request', problems });
}
