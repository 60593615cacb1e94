import type { Request } from 'express';
import type { Settings } from '../options.js';

/**
 * A sign-in's cookie belongs to the host name at which it starts, and the pool leads back to that of `baseUrl`. Whoever
 * opens 127.0.0.1 where `baseUrl` says localhost would hear only, after the password, that the sign-in has expired. So its
 * start is where it is told, as a warning of the process, once. On a developer's machine alone: nothing else here looks at
 * `Host`, where anybody may write anything, and so nothing comes of it but the sentence, which does not repeat it.
 */
export const createOtherHostWarning = ({ origin, isHttps }: Pick<Settings, 'origin' | 'isHttps'>) => {
  // Ports do not matter to cookies.
  const { hostname } = new URL(origin);
  let isTold = isHttps;
  return ({ headers }: Pick<Request, 'headers'>): void => {
    if (isTold || nameIn(headers.host) === hostname) return;
    isTold = true;
    process.emitWarning(
      `A sign-in began under another host name than that of baseUrl, ${origin}. Its cookie is missing where the pool leads back to: is the site opened at baseUrl in the browser? A proxy that rewrites Host looks the same, and does no harm.`,
      { type: 'AuthWarning', code: 'AUTH_OTHER_HOST' },
    );
  };
};

const nameIn = (host: string | undefined): string | undefined =>
  host !== undefined && URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined;
