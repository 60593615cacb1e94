import type { Brand } from '../base/brand.js';
import type { Clock } from '../base/clock.js';
import type { Client } from '../base/model.js';
import type { Controls } from '../control/controls.js';
import type { Seed } from '../control/seed-file.js';
import type { Faults } from '../http/faults.js';
import type { RefusalLog } from '../http/refusals.js';
import type { RequestLog } from '../http/requests.js';
import type { Outbox } from '../people/outbox.js';
import type { Keyring, LocalPoolKeys } from '../tokens/keys.js';
import type { TriggerFunctions } from '../triggers/event-types.js';
import type { TriggerRuns } from '../triggers/runs.js';
import type { SenderKey } from '../triggers/sender-code.js';

export interface LocalPoolOptions {
  /** 0, the default, takes a free port. */
  readonly issuerPort?: number;
  readonly domainPort?: number;
  /** Where both ports listen; default `127.0.0.1`. Whoever reaches them reads every code and signs in as anybody. */
  readonly host?: string;
  /** What others call the issuer's port, where it is published under another address: `http://localhost:19400`. */
  readonly publicUrl?: string;
  /** The same of the domain's port. */
  readonly publicDomainUrl?: string;
  /** Default `us-east-1_Local0001`. */
  readonly userPoolId?: string;
  /** Both ports speak https: with this certificate and its private key, in PEM, or with one made now, or kept beside `dataFile`. */
  readonly tls?: boolean | { readonly cert: string; readonly key: string };
  /**
   * Goes into tokens and discovery instead of the listening address, for verifiers that insist on AWS's. `aws` is what AWS
   * would have given each pool; anything else is the issuer of the first pool, as it stands.
   */
  readonly issuer?: string;
  /** Of both seeded clients. */
  readonly callbackUrls?: readonly string[];
  readonly logoutUrls?: readonly string[];
  /** Of both seeded clients. Default: what OpenID Connect has, and the scope of self-service. */
  readonly scopes?: readonly string[];
  /** Default: the first client of `dataFile` that has a secret, or a name of its own. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Tests share one set: `generateKeys()` takes about 0.1 s. */
  readonly keys?: LocalPoolKeys;
  /** ms since 1970; the pool's movable clock runs on top of it. */
  readonly now?: () => number;
  readonly accessTokenSeconds?: number;
  readonly idTokenSeconds?: number;
  readonly refreshTokenSeconds?: number;
  /** Default false. */
  readonly rotation?: { readonly graceSeconds: number } | false;
  /** Turns session management on, with Cognito's own limits. Off in a fresh pool, as at AWS. */
  readonly sessionTracking?: boolean;
  /** Knows `acr_values` and `max_age`. Off in a fresh pool, which ignores them as AWS's were seen to. */
  readonly levels?: boolean;
  /** Allows `WEB_AUTHN` as a first factor, and `USER_AUTH` to both seeded clients. Off in a fresh pool. */
  readonly passkeys?: boolean;
  /** How errors reach the callback; default `observed`. */
  readonly errorShape?: 'observed' | 'documented';
  /** scrypt N; small in tests. */
  readonly passwordCost?: number;
  /** Who and what is in a fresh pool, instead of Ada, Grace and the simulated Google. */
  readonly seed?: Seed;
  /** Keeps the pool's state; created when missing, written shortly after requests and at the end. One pool's alone. */
  readonly dataFile?: string;
  /** How the hosted pages look. Default: plain, and each names its app client. */
  readonly brand?: Brand;
  /**
   * Functions under the names of `LambdaConfig`, for the first pool; or the path of a module that exports them, or a URL that
   * each event is posted to.
   */
  readonly triggers?: TriggerFunctions | string;
  /** What answers Lambda's `Invoke`, for functions that the `LambdaConfig` of a pool names by their ARN. */
  readonly lambdaEndpoint?: string;
  /** Answers `/_local/control/` on the domain's port. Default false. */
  readonly control?: boolean;
  /** Hears the codes that would have been mailed; silent by default. */
  readonly log?: (line: string) => void;
}

/** What the triggers of a pool have done, and what they are. */
export interface PoolTriggers extends TriggerRuns {
  /** From now on these instead. Throws for what is no trigger. */
  use(functions: TriggerFunctions): void;
  /** Of the custom senders: codes reach them encrypted under it. */
  readonly senderKey: SenderKey & { readonly keyName: string };
}

/** A running pool, with everything that a test may change of it. */
export interface LocalPool extends Controls {
  /** `http://127.0.0.1:PORT/POOLID`, `publicUrl` and the pool's id, or the literal one of the options. */
  readonly issuer: string;
  /** `http://127.0.0.1:PORT2`, or `publicDomainUrl`. */
  readonly domain: string;
  readonly userPoolId: string;
  /** Where the user pools API answers: `http://127.0.0.1:PORT`, or `publicUrl`. */
  readonly api: string;
  readonly client: { readonly id: string; readonly secret: string };
  /** As it was at the start. */
  readonly publicClient: Readonly<Pick<Client, 'id' | 'callbackUrls' | 'logoutUrls' | 'scopes'>>;
  /** In PEM: what clients are to trust where the pool speaks https by a certificate that it made itself. */
  readonly certificate: string | undefined;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** Why OAuth requests were refused, where Cognito's answer does not say so. */
  readonly refusals: RefusalLog;
  readonly outbox: Outbox;
  readonly keys: Keyring;
  readonly triggers: PoolTriggers;
  /** Cuts the requests that are under way, and saves. Once closed it stays so: a second call changes nothing. */
  close(): Promise<void>;
}
