// Everything that the command can be told, once: the flags, `--help`, the keys of a --config file and its JSON Schema are all
// made from this table. A new setting is a member of Settings, a row here, and a line in `pool-options.ts`.

import { clientId } from '../base/client-shape.js';
import { callbackUrl, checkOf, flag, listOf, oneOf, text, type Check } from '../base/shape.js';
import { seedPublicClientId } from '../control/seed.js';
import { seedProblems, seedShape, type Seed } from '../control/seed-file.js';
import { adminScope, standardScopes } from '../tokens/scopes.js';
import { hostProblems, publicUrlProblems } from './exposure.js';
import { urlProblems } from './open-triggers.js';
import { snippetFormats, type SnippetFormat } from './snippets.js';

export const defaultPort = 9400;
export const lastPort = 65_535;

/** What flags and file say together. In flags a port is a number already, and a seed the path of a file. */
export interface Settings {
  readonly port?: number;
  readonly domainPort?: number;
  readonly host?: string;
  readonly publicUrl?: string;
  readonly publicDomainUrl?: string;
  readonly tls?: boolean;
  readonly cert?: string;
  readonly key?: string;
  readonly poolId?: string;
  readonly issuer?: 'aws';
  readonly data?: string;
  readonly seed?: string | Seed;
  readonly callback?: readonly string[];
  readonly logout?: readonly string[];
  readonly scope?: readonly string[];
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly clientSecretFile?: string;
  readonly sessionTracking?: boolean;
  readonly levels?: boolean;
  readonly passkeys?: boolean;
  readonly triggers?: string;
  readonly lambdaEndpoint?: string;
  readonly control?: boolean;
  readonly print?: readonly (SnippetFormat | 'all')[];
}

export interface Setting {
  /** `switch` is a flag without a value, `texts` one that may be repeated. */
  readonly kind: 'port' | 'text' | 'texts' | 'switch';
  /** What stands for the value in `--help`. */
  readonly value?: string;
  readonly help: string;
  /** Of one value, whichever way it came. */
  readonly check: Check;
  /** The value is the path of a file: in a --config file it starts from where that file is. */
  readonly isPath?: true;
  /** Not repeated in what is said of it. */
  readonly isSecret?: true;
}

const port = checkOf({ type: 'integer', minimum: 0, maximum: lastPort }, (value, path) =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= lastPort
    ? []
    : [`${path} must be a port: a whole number from 0 to ${lastPort}`],
);

/** Of texts alone: what `isWrong` finds, with the name in front of what it says. */
const textThat = (schema: object, find: (value: string, path: string) => readonly string[]): Check =>
  checkOf({ type: 'string', ...schema }, (value, path) =>
    typeof value === 'string' ? find(value, path) : [`${path} must be a text`],
  );

const poolId = textThat({ pattern: '^[a-z]{2}(-[a-z]+)+-[0-9]_[0-9A-Za-z]+$' }, (value, path) =>
  /^[a-z]{2}(-[a-z]+)+-\d_[0-9A-Za-z]+$/u.test(value)
    ? []
    : [`${path} must look like us-east-1_Local0001: a Region, an underscore, letters and digits`],
);

const ownClientId = textThat(clientId.schema, (value, path) =>
  value === seedPublicClientId
    ? [`${path} is the client without a secret; choose another`]
    : clientId(value, path),
);

const plainScopes: readonly string[] = [...standardScopes, adminScope];

const scope = textThat({ minLength: 1 }, (value, path) =>
  plainScopes.includes(value) || /^[^\s/][^\s]*\/[^\s/]+$/u.test(value)
    ? []
    : [`${path} must be one of ${plainScopes.join(', ')}, or IDENTIFIER/NAME of a resource server`],
);

const seed = checkOf({ anyOf: [{ type: 'string', minLength: 1 }, seedShape.schema] }, (value, path) =>
  typeof value === 'string' ? text(value, path) : seedProblems(value).map((line) => `${path}: ${line}`),
);

const publicUrl = textThat({ pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^/]+/?$' }, publicUrlProblems);

/** In the order of `--help`. */
export const settings: { readonly [Name in keyof Required<Settings>]: Setting } = {
  port: {
    kind: 'port',
    value: 'N',
    help: `issuer and user pools API (default ${defaultPort}; 0 takes a free port)`,
    check: port,
  },
  domainPort: {
    kind: 'port',
    value: 'N',
    help: 'hosted UI and OAuth endpoints (default: the port after --port)',
    check: port,
  },
  host: {
    kind: 'text',
    value: 'ADDRESS',
    help: 'where both listen (default 127.0.0.1); 0.0.0.0 in a container',
    check: textThat({ minLength: 1 }, hostProblems),
  },
  publicUrl: {
    kind: 'text',
    value: 'URL',
    help: 'what others call the first port, where it is published as another',
    check: publicUrl,
  },
  publicDomainUrl: { kind: 'text', value: 'URL', help: 'the same of the second', check: publicUrl },
  tls: {
    kind: 'switch',
    help: 'both ports speak https, with a certificate made now, or the one kept beside --data',
    check: flag,
  },
  cert: {
    kind: 'text',
    value: 'FILE',
    help: 'the same with your own certificate (PEM, with its chain); needs --key',
    check: text,
    isPath: true,
  },
  key: { kind: 'text', value: 'FILE', help: 'the private key of --cert (PEM)', check: text, isPath: true },
  poolId: { kind: 'text', value: 'ID', help: 'default us-east-1_Local0001', check: poolId },
  issuer: {
    kind: 'text',
    value: 'aws',
    help: "tokens name AWS's issuer, for verifiers that insist on it; then there is no discovery",
    check: oneOf('aws'),
  },
  data: {
    kind: 'text',
    value: 'FILE',
    help: 'keep people, clients, sign-ins and keys here; without it all is forgotten at the end',
    check: text,
    isPath: true,
  },
  seed: {
    kind: 'text',
    value: 'FILE',
    help: 'who and what is in the pool at its first start (JSON)',
    check: seed,
    isPath: true,
  },
  callback: {
    kind: 'texts',
    value: 'URL',
    help: 'a callback URL of the two clients; may be repeated',
    check: callbackUrl,
  },
  logout: {
    kind: 'texts',
    value: 'URL',
    help: 'a sign-out URL of the two clients; may be repeated',
    check: callbackUrl,
  },
  scope: {
    kind: 'texts',
    value: 'SCOPE',
    help: 'a scope of the two clients, in place of the usual ones; may be repeated',
    check: scope,
  },
  clientId: { kind: 'text', value: 'ID', help: 'of the confidential client', check: ownClientId },
  clientSecret: {
    kind: 'text',
    value: 'S',
    help: 'default: a fresh one, or the one in --data',
    check: text,
    isSecret: true,
  },
  clientSecretFile: {
    kind: 'text',
    value: 'FILE',
    help: 'the same from a file: flags stand in the list of processes',
    check: text,
    isPath: true,
  },
  sessionTracking: {
    kind: 'switch',
    help: "list and end people's sessions, as after SetUserPoolSessionConfiguration",
    check: flag,
  },
  levels: {
    kind: 'switch',
    help: 'know acr_values and max_age, as Cognito does where its levels of authentication have arrived',
    check: flag,
  },
  passkeys: {
    kind: 'switch',
    help: 'let people register passkeys and sign in with them (at localhost, not at 127.0.0.1)',
    check: flag,
  },
  triggers: {
    kind: 'text',
    value: 'FILE-or-URL',
    help: "functions for the pool's triggers: a module that exports them, or where events are posted",
    check: text,
    isPath: true,
  },
  lambdaEndpoint: {
    kind: 'text',
    value: 'URL',
    help: "what answers Lambda's Invoke, for triggers that LambdaConfig names by ARN",
    check: textThat({ minLength: 1 }, urlProblems),
  },
  control: {
    kind: 'switch',
    help: "answer /_local/control/ on the domain's port, for tests in other languages",
    check: flag,
  },
  print: {
    kind: 'texts',
    value: 'FORMAT',
    help: `what to paste: ${Object.keys(snippetFormats).join(', ')} or all (default env); may be repeated`,
    check: oneOf(...Object.keys(snippetFormats), 'all'),
  },
};

export const settingNames = Object.keys(settings) as readonly (keyof Settings)[];

/** `domainPort` is `--domain-port`. */
export const flagOf = (name: string): string =>
  name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);

/** What is wrong with a setting as a --config file gives it. */
export const checkInFile = ({ kind, check }: Setting): Check => (kind === 'texts' ? listOf(check) : check);
