import type { RequestHandler } from 'express';
import type { Settings } from '../options.js';
import type { SignInFlow } from './sign-in.js';

/** What going on is made of. */
export interface GoOnDeps {
  readonly settings: Pick<Settings, 'signedOutUrl' | 'basePath'>;
  readonly flow: Pick<SignInFlow, 'resume'>;
  /** What happens to every other request. */
  readonly next: RequestHandler;
}

/**
 * The signed-out page is the host app's own. A browser that the pool's sign-out sends there in the middle of a sign-in goes
 * on with it, by a redirect, and does not see the page. It stands before the session because every host app mounts that.
 */
export const goOnAtSignedOut = ({ settings, flow, next: otherwise }: GoOnDeps): RequestHandler => {
  const { pathname } = new URL(settings.signedOutUrl);
  // Behind a proxy that strips the prefix, the request's own path lacks it.
  const paths = new Set([pathname, pathname.slice(settings.basePath.length)]);

  return function goOnWithSignIn(request, response, next) {
    const [path = ''] = request.originalUrl.split('?', 1);
    if (!paths.has(path)) return void otherwise(request, response, next);
    flow
      .resume(request, response)
      .then((isGoingOn) => (isGoingOn ? undefined : otherwise(request, response, next)))
      .catch(next);
  };
};
