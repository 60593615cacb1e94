// The manner of the user pools API, whatever the operation: JSON 1.1 in and out, members and their types, pages of a
// list, secret hashes, signatures, access tokens, and who or what a request is about.

import type { Caller } from '../../base/caller.js';
import type { Service } from '../../service.js';
import type { Attempts } from './attempts.js';
import type { Input } from './input.js';

/** What an operation works with. */
export interface Api {
  readonly service: Service;
  readonly attempts: Attempts;
  /** The region of the caller's signature; where new user pools go. */
  readonly region: string;
  readonly caller: Caller;
}

/** One operation of the API: from the JSON of the request to the JSON of the answer. Refusals are PoolErrors. */
export type Operation = (input: Input, api: Api) => object | Promise<object>;

export type OperationTable = Readonly<Record<string, Operation>>;
