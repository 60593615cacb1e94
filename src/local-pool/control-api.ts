import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { CONTROL_ACTIONS, type ControlAction } from './control-actions.js';
import { requireLocalHost } from './local-pages.js';
import type { Service } from './service.js';

/** What `LocalPool` does for tests in Node, over HTTP for tests in anything else. Loopback only, never for pages. */
export function mountControlApi(app: Express, service: Service): void {
  const router = express.Router();
  router.use(requireLocalHost, requireNoBrowser, express.json({ limit: '100kb' }));
  for (const action of CONTROL_ACTIONS) {
    router[action.method](action.path, (req, res) => perform(service, action, { req, res }));
  }
  app.use('/_local/control', router);
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

function refuse(res: Response, problems: readonly string[]): void {
  res.status(400).json({ error: 'invalid_request', problems });
}
