import { isIP } from 'node:net';
import { expected, listItems, valueOf, type Reader, type Reading } from './reader.js';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a URL's host is this machine itself, so that nobody else can listen in. */
export const isLoopbackHost = (hostname: string): boolean => loopbackNames.has(hostname);

const poolId = /^[a-z]{2}(?:-[a-z]+)+-\d_[0-9A-Za-z]{1,55}$/;
const cognitoIssuerHost = /^(?:issuer-)?cognito-idp(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;
const prefixDomainHost = /\.auth(?:-fips)?\.([a-z0-9-]+)\.amazoncognito\.com(?:\.cn)?$/;
const issuerShape = 'https://cognito-idp.<region>.amazonaws.com/<user pool id>';

/** The issuer that belongs to a user pool id (Cognito: "Understanding the issuer of a user pool"). */
export const issuerOfPool = (userPoolId: string): string => {
  const region = userPoolId.slice(0, userPoolId.indexOf('_'));
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://cognito-idp.${region}.${suffix}/${userPoolId}`;
};

/** The region that a user pool id begins with; of an issuer, that of the pool id at its end. `undefined`: it names no pool. */
export const regionOfPool = (idOrIssuer: string): string | undefined => {
  const id = idOrIssuer.slice(idOrIssuer.lastIndexOf('/') + 1);
  return poolId.test(id) ? id.slice(0, id.indexOf('_')) : undefined;
};

/** Whether an issuer is a Cognito user pool, or something on this machine that stands in for one. */
export const isCognitoIssuer = (issuer: string): boolean => {
  const { hostname, pathname } = new URL(issuer);
  return poolId.test(pathname.slice(1)) && (cognitoIssuerHost.test(hostname) || isLoopbackHost(hostname));
};

/** The region in the name of a user pool domain. `undefined`: a domain of one's own. */
export const regionOfDomain = (domain: string): string | undefined =>
  prefixDomainHost.exec(new URL(domain).hostname)?.[1];

export const userPoolId: Reader<string> = (text) =>
  poolId.test(text)
    ? valueOf(text)
    : expected('a user pool id such as us-east-1_AbCdEfGhI (not its name, not its ARN)');

export const identityPoolId: Reader<string> = (text) =>
  /^[a-z]{2}(?:-[a-z]+)+-\d:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
    ? valueOf(text)
    : expected(
        'the id of an identity pool, such as us-east-1:11111111-2222-3333-4444-555555555555 (not its name, not its ARN, not a user pool)',
      );

/** An address of an API of AWS, or of what stands in for it. */
export const awsEndpoint: Reader<string> = (text) =>
  URL.canParse(text) && !hasMoreThanPath(new URL(text))
    ? secureOrLoopback(new URL(text), text)
    : expected('the address of an API, without user name, query or fragment');

/** Catches each way in which an issuer is commonly mistaken, by name. */
export const issuer: Reader<string> = (text) => {
  if (!URL.canParse(text)) return expected(`a URL (${issuerShape})`);
  const url = new URL(text);
  return issuerMistake(text, url) ?? secureOrLoopback(url, text);
};

const issuerMistake = (text: string, url: URL): Reading<never> | undefined => {
  if (url.hostname.endsWith('.amazoncognito.com')) {
    return expected(
      `the issuer (${issuerShape}): this is the user pool domain, which belongs in COGNITO_DOMAIN`,
    );
  }
  if (url.pathname.includes('/.well-known')) {
    return expected('the issuer alone: leave out /.well-known and what follows it');
  }
  if (hasMoreThanPath(url) || /[?#]/.test(text))
    return expected('an address without user name, query or fragment');
  if (![url.href, url.href.replace(/\/$/, '')].includes(text))
    return expected(
      'written as in its tokens: in lower case, and without a port or a path that goes without saying',
    );
  const isCognito = cognitoIssuerHost.test(url.hostname);
  if (text.endsWith('/') && (isCognito || poolId.test(url.pathname.split('/')[1] ?? ''))) {
    return expected('written without a slash at the end: the pool compares the issuer letter by letter');
  }
  if (isCognito && !poolId.test(url.pathname.slice(1)))
    return expected(`followed by the user pool id (${issuerShape})`);
  const region = cognitoIssuerHost.exec(url.hostname)?.[1];
  if (region !== undefined && region !== regionOfPool(url.pathname))
    return expected(
      `of one region: its host and the user pool id in it name different ones (${issuerShape})`,
    );
  return undefined;
};

const hasMoreThanPath = (url: URL): boolean =>
  url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '';

const secureOrLoopback = (url: URL, value: string): Reading<string> => {
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
  return isSecure
    ? valueOf(value)
    : expected('an https address (http only on localhost, 127.0.0.1 or [::1])');
};

/** The user pool domain: scheme and host, nothing after it. */
export const poolDomain: Reader<string> = (text) => {
  const shape = 'https://<prefix>.auth.<region>.amazoncognito.com, or your own domain';
  if (!text.includes('://')) return expected(`an address that begins with https:// (${shape})`);
  if (!URL.canParse(text)) return expected(`a URL (${shape})`);
  const url = new URL(text);
  if (cognitoIssuerHost.test(url.hostname)) {
    return expected(`the user pool domain (${shape}): this is the issuer, which belongs in COGNITO_ISSUER`);
  }
  if (url.pathname !== '/' || hasMoreThanPath(url))
    return expected(`without anything after the host (${shape})`);
  return secureOrLoopback(url, url.origin);
};

/** The public address: scheme, host, and perhaps a path prefix; given back without a slash at the end. */
export const publicAddress: Reader<string> = (text) => {
  const shape = 'the public address of this site, such as https://app.example.com';
  if (!URL.canParse(text)) return expected(`a URL: ${shape}`);
  const url = new URL(text);
  if (hasMoreThanPath(url)) return expected(`${shape}, without user name, query or fragment`);
  if (/\/callback\/?$/.test(url.pathname)) {
    return expected(`${shape}: the callback address is made from it, so leave out /auth/callback`);
  }
  const prefix = url.pathname.replace(/\/$/, '');
  if (!/^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$/.test(prefix))
    return expected(`${shape}, with a plain path prefix at most`);
  return secureOrLoopback(url, url.origin + prefix);
};

/** What an API is called where tokens are asked for it alone: compared letter by letter, so given back as it is. */
export const resource: Reader<string> = (text) =>
  URL.canParse(text) && /^[!-~]+$/.test(text) && !text.includes('#')
    ? valueOf(text)
    : expected('an absolute URL without a fragment, such as https://app.example.com/api');

/** Origins as browsers write them, which are compared as text. Everybody (`*`) and nobody (`null`) cannot be let in. */
export const origins: Reader<readonly string[]> = (text) => {
  const list = listItems(text);
  return list.length > 0 && list.every(isOrigin)
    ? valueOf(list)
    : expected(
        'origins as a browser writes them, separated by commas: https://spa.example.com, in lower case and with nothing after the host (http only on localhost, 127.0.0.1 or [::1])',
      );
};

const isOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.protocol === 'https:') return url.origin === text;
  if (url.protocol === 'http:') return url.origin === text && isLoopbackHost(url.hostname);
  // The shell of an app has a scheme of its own (`capacitor://localhost`). That of files is everybody's.
  return url.protocol !== 'file:' && /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9.-]+$/.test(text);
};

/** Where Redis or Valkey is. Several addresses mean a cluster. */
export const redisAddresses: Reader<readonly string[]> = (text) => {
  const addresses = listItems(text);
  const shape = 'redis://… or rediss://…, several separated by commas for a cluster';
  return addresses.length > 0 && addresses.every(isRedisAddress) ? valueOf(addresses) : expected(shape);
};

const isRedisAddress = (address: string): boolean =>
  URL.canParse(address) && /^rediss?:$/.test(new URL(address).protocol) && new URL(address).hostname !== '';

const namedRanges = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** How many proxies stand in front, or which ones. Believing every sender is not on offer. */
export const trustedProxies: Reader<number | readonly string[]> = (text) => {
  if (/^(?:true|yes|all|\*)$/i.test(text)) {
    return expected(
      'the number of proxies in front, or their addresses: believing everybody lets anybody choose their address',
    );
  }
  if (/^\d+$/.test(text))
    return Number(text) <= 10 ? valueOf(Number(text)) : expected('at most 10 proxy hops');
  const ranges = listItems(text);
  return ranges.every(isAddressRange) && ranges.length > 0
    ? valueOf(ranges)
    : expected('a number of proxy hops, or addresses and ranges such as 10.0.0.0/8, separated by commas');
};

const isAddressRange = (range: string): boolean => {
  if (namedRanges.has(range)) return true;
  const [address = '', bits, ...rest] = range.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  // A range of no bits is everybody.
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
};
