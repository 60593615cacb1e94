import type { Response } from 'express';

/** JSON in Cognito's exact dress: no space in the content type, never cached. */
export function answerJson(res: Response, status: number, body: object): void {
  res.statusCode = status;
  setApiHeaders(res);
  res.setHeader('Content-Type', 'application/json;charset=UTF-8');
  res.end(JSON.stringify(body));
}

export function answerEmpty(res: Response, status: number): void {
  res.statusCode = status;
  setApiHeaders(res);
  res.end();
}

/** `{"error":"CODE"}`, with a description in the few cases where Cognito gives one. */
export function answerOAuthError(
  res: Response,
  error: string,
  options: { status?: number; description?: string } = {},
): void {
  const { status = 400, description } = options;
  answerJson(res, status, {
    error,
    ...(description === undefined ? {} : { error_description: description }),
  });
}

/** 302, with the address as given: it was checked as an exact string and must arrive as one. */
export function redirect(res: Response, location: string): void {
  res.statusCode = 302;
  res.setHeader('Location', location);
  res.setHeader('Cache-Control', 'no-store');
  res.end();
}

function setApiHeaders(res: Response): void {
  res.setHeader('Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate');
}
