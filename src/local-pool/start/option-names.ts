import { didYouMean } from '../base/did-you-mean.js';
import type { LocalPoolOptions } from './options.js';

/** Every option that there is; the compiler sees to it that none is missing. */
const known: { readonly [Name in keyof Required<LocalPoolOptions>]: true } = {
  issuerPort: true,
  domainPort: true,
  host: true,
  publicUrl: true,
  publicDomainUrl: true,
  tls: true,
  userPoolId: true,
  issuer: true,
  callbackUrls: true,
  logoutUrls: true,
  scopes: true,
  clientId: true,
  clientSecret: true,
  keys: true,
  now: true,
  accessTokenSeconds: true,
  idTokenSeconds: true,
  refreshTokenSeconds: true,
  rotation: true,
  sessionTracking: true,
  levels: true,
  passkeys: true,
  errorShape: true,
  passwordCost: true,
  seed: true,
  dataFile: true,
  triggers: true,
  lambdaEndpoint: true,
  control: true,
  brand: true,
  log: true,
};

/** What JavaScript lets through: an option that is not there is a misspelling until shown otherwise. */
export const unknownOptions = (options: object): readonly string[] =>
  Object.keys(options)
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => `startLocalPool has no option ${name}.${didYouMean(name, Object.keys(known))}`);
