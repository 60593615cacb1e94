/** As much of the package as the tests use. Its own types say what `req.session` is in every file, ours as well. */
declare module 'cookie-session' {
  import type { RequestHandler } from 'express';

  export default function cookieSession(options: {
    readonly name?: string;
    readonly keys: readonly string[];
  }): RequestHandler;
}
