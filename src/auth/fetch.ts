/** Makes a call to the pool. Node's own `fetch` is one, and so is {@link httpFetch}. */
export type Fetch = (url: string, init: FetchInit) => Promise<Fetched>;

/** What a call to the pool is made of. */
export interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: URLSearchParams | string | null;
  /** Wherever an answer leads, nothing is sent there. */
  readonly redirect: 'manual';
  /** Ends the call, the reading of its answer included. */
  readonly signal: AbortSignal;
}

/** An answer whose head is there. */
export interface Fetched {
  readonly status: number;
  readonly headers: Headers;
  /** The bytes as they come. Whoever stops reading gives the rest up. */
  readonly body: AsyncIterable<Uint8Array> | null;
}
