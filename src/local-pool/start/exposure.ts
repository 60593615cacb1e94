// Where the pool listens, under which addresses others find it, and what to say when that is not this machine alone.

import { awsIssuer } from '../base/issuer.js';
import { text } from '../base/shape.js';
import type { LocalPoolOptions } from './options.js';

const everyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

const isLoopback = (host: string): boolean =>
  ['localhost', '::1', '[::1]'].includes(host) || /^127(?:\.\d{1,3}){3}$/u.test(host);

export interface Listening {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
}

/** Whether nobody else reaches the pool: it listens here only, and is published nowhere. */
export const isForThisMachine = ({
  host = '127.0.0.1',
  publicUrl,
  publicDomainUrl,
}: LocalPoolOptions): boolean => isLoopback(host) && publicUrl === undefined && publicDomainUrl === undefined;

/** How a browser on this machine names a listener. */
export const originOf = ({ host, port, isTls }: Listening): string => {
  const scheme = isTls ? 'https' : 'http';
  if (everyAddress.has(host)) return `${scheme}://127.0.0.1:${port}`;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
};

/** The names under which a certificate is asked for: this machine's own, and those that the options say. */
export const namesOf = ({ host, publicUrl, publicDomainUrl }: LocalPoolOptions): readonly string[] => {
  const published = [publicUrl, publicDomainUrl].flatMap((url) =>
    url === undefined ? [] : [new URL(url).hostname.replaceAll(/[[\]]/gu, '')],
  );
  const own = host === undefined || everyAddress.has(host) ? [] : [host];
  return [...new Set(['localhost', '127.0.0.1', '::1', ...own, ...published])];
};

/** A public address is an origin: Cognito's paths follow it as they are. */
export const publicUrlProblems = (url: string, path: string): readonly string[] => {
  const expected = `${path} must be an address without a path, such as http://localhost:19400`;
  if (!URL.canParse(url)) return [expected];
  const { origin, protocol } = new URL(url);
  const isOrigin = [origin, `${origin}/`].includes(url.toLowerCase());
  return isOrigin && ['http:', 'https:'].includes(protocol) ? [] : [expected];
};

export const hostProblems = (host: string, path: string): readonly string[] =>
  text(host, path).length === 0 && /^[A-Za-z0-9.:-]{1,253}$/u.test(host)
    ? []
    : [`${path} must be an address of this machine, such as 0.0.0.0 or 127.0.0.1`];

/** With TLS a public address that says http leads to connections that are cut. */
export const plainUrlProblems = (url: string, path: string): readonly string[] =>
  /^http:/iu.test(url) ? [`${path} must be https, as the pool speaks TLS`] : [];

/** What is wrong with these options, all of it. */
export const exposureProblems = (options: LocalPoolOptions): readonly string[] => [
  ...(options.host === undefined ? [] : hostProblems(options.host, `host ${options.host}`)),
  ...(['publicUrl', 'publicDomainUrl'] as const).flatMap((name) => {
    const url = options[name];
    if (url === undefined) return [];
    const problems = publicUrlProblems(url, `${name} ${url}`);
    return problems.length === 0 && options.tls !== undefined && options.tls !== false
      ? plainUrlProblems(url, `${name} ${url}`)
      : problems;
  }),
];

/** What whoever starts the pool should know when others reach it, or when its issuer is not its address. */
export const exposureWarnings = (
  { host = '127.0.0.1', control, issuer }: LocalPoolOptions,
  pool: { readonly id: string; readonly jwksUri: string },
): readonly string[] => {
  const reach =
    control === true
      ? 'reads its codes, signs in as anybody and controls it'
      : 'reads its codes and signs in as anybody';
  const { protocol, hostname, origin } = new URL(pool.jwksUri);
  return [
    ...(isLoopback(host)
      ? []
      : [`Listens on ${host}, beyond this machine: whoever reaches the pool ${reach}.`]),
    ...(protocol !== 'http:' || isLoopback(hostname)
      ? []
      : [
          `Many apps take an http issuer on a loopback address only: ${origin} is neither https nor one. Start the pool with --tls.`,
        ]),
    ...(issuer === 'aws'
      ? [
          `Tokens name ${awsIssuer(pool.id)} as their issuer. OpenID Connect discovery cannot be used: apps would ask AWS. The keys are at ${pool.jwksUri}`,
        ]
      : []),
  ];
};
