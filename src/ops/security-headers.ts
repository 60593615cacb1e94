import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

type Headers = readonly (readonly [name: string, value: string])[];

export interface SecurityHeadersOptions {
  readonly isHttps: boolean;
  /** Tells browsers to use nothing but https for this name from now on. Not for localhost: other programs have it too. */
  readonly hasHsts: boolean;
  /** Where the sign-out form may lead to: browsers check `form-action` along redirects as well. */
  readonly poolOrigin: () => string | undefined;
}

// What a page of this site may use of the device: nothing.
const permissions = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
  'browsing-topics',
];

/**
 * The same headers on every answer, errors included. They are worked out once for each pool origin that
 * is known, and then only copied.
 */
export const securityHeaders = ({ poolOrigin, ...transport }: SecurityHeadersOptions): RequestHandler => {
  const known = new Map<string | undefined, Headers>();
  const headersFor = (origin: string | undefined): Headers => {
    const headers = known.get(origin) ?? headersWith(origin, transport);
    known.set(origin, headers);
    return headers;
  };
  return function setSecurityHeaders(_request, response, next) {
    for (const [name, value] of headersFor(poolOrigin())) response.setHeader(name, value);
    next();
  };
};

type Transport = Omit<SecurityHeadersOptions, 'poolOrigin'>;

const headersWith = (poolOrigin: string | undefined, transport: Transport): Headers => {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  applyHelmet(response, poolOrigin, transport);
  // Personal by default; only static files say otherwise.
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Permissions-Policy', permissions.map((feature) => `${feature}=()`).join(', '));
  return Object.entries(response.getHeaders()).map(
    ([name, value]) => [asWritten(name), String(value)] as const,
  );
};

// Node hands the names out in lower case.
const asWritten = (name: string): string => name.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());

const applyHelmet = (
  response: ServerResponse,
  poolOrigin: string | undefined,
  { isHttps, hasHsts }: Transport,
): void => {
  const apply = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: directivesWith(poolOrigin, isHttps) },
    strictTransportSecurity: hasHsts && { maxAge: 31_536_000, includeSubDomains: true },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
  apply(new IncomingMessage(new Socket()), response, (error) => {
    if (error !== undefined) throw error;
  });
};

const directivesWith = (poolOrigin: string | undefined, isHttps: boolean) => ({
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'"],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'form-action': poolOrigin === undefined ? ["'self'"] : ["'self'", poolOrigin],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
  'object-src': ["'none'"],
  'upgrade-insecure-requests': isHttps ? [] : null,
});
