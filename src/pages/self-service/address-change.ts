import type { Request } from 'express';
import type { AddressName } from '../../aws/index.js';

/** A change of an address that waits for the code that was sent to the new one. */
export interface AddressChange {
  readonly to: string;
  /** Where the code went, as the pool says it. */
  readonly destination: string | undefined;
  /**
   * What to set when the person gives the change up: the former address, or '' where there was none. `undefined`: nothing,
   * because the pool keeps the former one until the code comes back, or because there was no change.
   */
  readonly restore: string | undefined;
}

declare module 'express-session' {
  interface SessionData {
    /** Kept with the session, so that the code may be typed later and on another process. */
    addressChanges?: Partial<Record<AddressName, AddressChange>>;
  }
}

/** The change that is under way. */
export const changeUnderWay = (request: Request, attribute: AddressName): AddressChange | undefined =>
  request.session.addressChanges?.[attribute];

/** Remembers a change, or forgets it. */
export const keepChange = (
  { session }: Request,
  attribute: AddressName,
  change: AddressChange | undefined,
): void => {
  const { [attribute]: _former, ...others } = session.addressChanges ?? {};
  const all = change === undefined ? others : { ...others, [attribute]: change };
  if (Object.keys(all).length > 0) session.addressChanges = all;
  else delete session.addressChanges;
};
