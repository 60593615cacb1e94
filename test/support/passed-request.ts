import type { Request } from 'express';
import { carry } from '../../src/auth/sessions/session-of-request.js';

/** A request that has passed `auth.session`, with this session behind it: for what asks who is signed in without a server. */
export const passedRequest = (sessionID: string, session: unknown): Request => {
  const request = {} as Request;
  carry(request, { view: { sessionID, session } as unknown as Request, owner: {}, isBlank: false });
  return request;
};
