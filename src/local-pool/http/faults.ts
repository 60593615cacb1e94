import type { Change } from '../base/change.js';
import type { PublicJwk } from '../tokens/keys.js';
import type { TokenFault } from '../tokens/token-faults.js';
import type { Endpoint } from './requests.js';

/** What happens instead of an answer, or to it on its way. */
export type Fault =
  | { readonly kind: 'delay'; readonly ms: number }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'broken-json' }
  | { readonly kind: 'oversize'; readonly bytes: number; readonly gzip?: boolean }
  | { readonly kind: 'drop' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'slow-body'; readonly chunkBytes: number; readonly everyMs: number }
  | TokenFault
  | {
      readonly kind: 'token-response';
      readonly change: Change | ((body: Readonly<Record<string, unknown>>) => object);
    }
  | { readonly kind: 'discovery'; readonly change: Change }
  | { readonly kind: 'jwks'; readonly change: (keys: readonly PublicJwk[]) => readonly object[] }
  /** An error at the callback that the request gave no reason for, such as `server_error`. */
  | { readonly kind: 'callback-error'; readonly error: string; readonly description?: string };

const onlyAt: Readonly<Partial<Record<Fault['kind'], Endpoint>>> = {
  'token': 'token',
  'token-response': 'token',
  'discovery': 'discovery',
  'jwks': 'jwks',
  'callback-error': 'authorize',
};

export interface PlannedFault {
  readonly endpoint: Endpoint;
  readonly fault: Fault;
  /** How many requests it meets; all of them when absent. */
  readonly times?: number;
}

export interface Faults {
  /** Throws when answers of this endpoint have nothing that such a fault could spoil. */
  add(planned: PlannedFault): void;
  clear(): void;
  /** Those that are still to come. */
  list(): readonly PlannedFault[];
  /** The faults that the next request to this endpoint meets, each one counted as used. */
  take(endpoint: Endpoint): readonly Fault[];
}

export const createFaults = (): Faults => {
  let planned: { readonly endpoint: Endpoint; readonly fault: Fault; left: number }[] = [];
  return {
    add: ({ endpoint, fault, times = Infinity }) => {
      assertSpoilable(endpoint, fault);
      planned.push({ endpoint, fault, left: times });
    },
    clear: () => {
      planned = [];
    },
    list: () =>
      planned.map(({ endpoint, fault, left }) => ({
        endpoint,
        fault,
        ...(left !== Infinity && { times: left }),
      })),
    take: (endpoint) => {
      if (planned.length === 0) return [];
      const met = planned.filter((entry) => entry.endpoint === endpoint && entry.left > 0);
      for (const entry of met) entry.left -= 1;
      planned = planned.filter((entry) => entry.left > 0);
      return met.map((entry) => entry.fault);
    },
  };
};

const assertSpoilable = (endpoint: Endpoint, { kind }: Fault): void => {
  const only = onlyAt[kind];
  if (only === undefined || only === endpoint) return;
  throw new Error(
    `A fault of kind ${kind} spoils answers of ${only}; those of ${endpoint} have no such thing.`,
  );
};
