// #region profile
import type { RequestHandler } from 'express';
import type { Auth } from '../../../src/auth/index.js';
import { createSelfService } from '../../../src/aws/index.js';

export const profilePage = (auth: Auth, issuer: string): RequestHandler => {
  const selfService = createSelfService({ issuer });
  return async (req, res) => {
    const profile = await selfService.profile(await auth.accessToken(req));
    res.json(profile.attributes);
  };
};
// #endregion
