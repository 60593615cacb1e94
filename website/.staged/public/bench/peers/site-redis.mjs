import { ourProgram } from '../support/our-site.mjs';

export const what = 'this site, sessions in Redis on the same machine';
export * from '../support/our-site.mjs';
export const needsRedis = true;

export const program = (options) =>
  ourProgram(options, { SESSION_STORE: 'redis', REDIS_URL: options.redisUrl });
