import type { Response } from 'express';

/** JSON in Cognito's exact dress: no space in the content type, never cached. */
export const answerJson = (response: Response, status: number, body: object): void => {
  response.statusCode = status;
  setApiHeaders(response);
  response.setHeader('Content-Type', 'application/json;charset=UTF-8');
  response.end(JSON.stringify(body));
};

export const answerEmpty = (response: Response, status: number): void => {
  response.statusCode = status;
  setApiHeaders(response);
  response.end();
};

/** `{"error":"CODE"}`, with a description in the few cases where Cognito gives one. */
export const answerOAuthError = (
  response: Response,
  error: string,
  options: { readonly status?: number; readonly description?: string } = {},
): void => {
  const { status = 400, description } = options;
  answerJson(response, status, {
    error,
    ...(description === undefined ? {} : { error_description: description }),
  });
};

/** 302, with the address as given: it was checked as an exact string and must arrive as one. */
export const redirect = (response: Response, location: string): void => {
  response.statusCode = 302;
  response.setHeader('Location', location);
  response.setHeader('Cache-Control', 'no-store');
  response.end();
};

const setApiHeaders = (response: Response): void => {
  response.setHeader('Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate');
};
