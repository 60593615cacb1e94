import type { Express } from 'express';
import type { Service } from '../service.js';

/** Whoever asks the wrong one of the two hosts, or misspells a path, hears what is where. */
export const answerNotFound = (app: Express, { origins, store }: Service): void => {
  app.use((request, response) => {
    const [poolId = 'POOL_ID'] = store.pools.keys();
    const message =
      `There is no ${request.method} ${request.path} here. ${origins.issuer} answers POST / for the user pools API, and ` +
      `/${poolId}/.well-known/openid-configuration. Hosted pages and /oauth2/… are at ${origins.domain}; paths are case sensitive.`;
    response.status(404).json({ error: 'not_found', message });
  });
};
