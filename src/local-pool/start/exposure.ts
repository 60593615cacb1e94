// Where the pool listens, under which addresses others find it, and what to say when that is not this machine alone.

import { text } from '../base/shape.js';
import type { LocalPoolOptions } from './options.js';

const everyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

const isLoopback = (host: string): boolean =>
  ['localhost', '::1', '[::1]'].includes(host) || /^127(?:\.\d{1,3}){3}$/u.test(host);

/** How a browser on this machine names a listener. */
export const originOf = (host: string, port: number): string => {
  if (everyAddress.has(host)) return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
};

/** A public address is an origin: Cognito's paths follow it as they are. */
export const publicUrlProblems = (url: string, name: string): readonly string[] => {
  const expected = `${name} ${url} must be an address without a path, such as http://localhost:19400`;
  if (!URL.canParse(url)) return [expected];
  const { origin, protocol } = new URL(url);
  const isOrigin = [origin, `${origin}/`].includes(url.toLowerCase());
  return isOrigin && ['http:', 'https:'].includes(protocol) ? [] : [expected];
};

export const hostProblems = (host: string, name: string): readonly string[] =>
  text(host, name).length === 0 && /^[A-Za-z0-9.:-]{1,253}$/u.test(host)
    ? []
    : [`${name} ${host} must be an address of this machine, such as 0.0.0.0 or 127.0.0.1`];

/** What is wrong with these options, all of it. */
export const exposureProblems = (options: LocalPoolOptions): readonly string[] => [
  ...(options.host === undefined ? [] : hostProblems(options.host, 'host')),
  ...(options.publicUrl === undefined ? [] : publicUrlProblems(options.publicUrl, 'publicUrl')),
  ...(options.publicDomainUrl === undefined
    ? []
    : publicUrlProblems(options.publicDomainUrl, 'publicDomainUrl')),
];

/** What whoever starts the pool should know when others reach it. */
export const exposureWarnings = ({
  host = '127.0.0.1',
  publicUrl,
  control,
}: LocalPoolOptions): readonly string[] => {
  const reach =
    control === true
      ? 'reads its codes, signs in as anybody and controls it'
      : 'reads its codes and signs in as anybody';
  const issuer = publicUrl === undefined ? undefined : new URL(publicUrl);
  return [
    ...(isLoopback(host)
      ? []
      : [`Listens on ${host}, beyond this machine: whoever reaches the pool ${reach}.`]),
    ...(issuer?.protocol !== 'http:' || isLoopback(issuer.hostname)
      ? []
      : [`Many apps take an http issuer on a loopback address only: ${publicUrl} is neither https nor one.`]),
  ];
};
