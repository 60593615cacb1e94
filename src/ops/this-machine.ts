import { isIP } from 'node:net';
import type { Request, RequestHandler } from 'express';

const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Whether a program on this machine asks by itself. A proxy on this machine calls from here too, for people
 * who are elsewhere: it says so in a header. A web page can be made to call here by a name that points here:
 * then the Host header is that name (DNS rebinding).
 */
export const isFromThisMachine = (request: Request): boolean => {
  const address = request.socket.remoteAddress ?? '';
  const isLoopback = address === '::1' || /^(?:::ffff:)?127\./.test(address);
  return (
    isLoopback &&
    isLoopbackName(request.headers.host) &&
    forwardingHeaders.every((name) => request.headers[name] === undefined)
  );
};

const isLoopbackName = (host = ''): boolean => {
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
};

/** For what is nobody's business elsewhere: there it does not exist. */
export const onlyFromThisMachine: RequestHandler = (request, response, next) => {
  if (isFromThisMachine(request)) return next();
  response.status(404).end();
};
