import type { Request } from 'express';

/**
 * Who asks for a page: a person who opens it, a browser that fetches it `ahead` of its person, a page that `embedded` it
 * as a frame or an image, or a `script` of this site.
 */
export type Visit = 'person' | 'ahead' | 'embedded' | 'script';

/** Reads it from what browsers say of themselves (Fetch Metadata). One that says nothing is older, and believed to have a person. */
export const visitOf = ({ headers }: Pick<Request, 'headers'>): Visit => {
  if (isAhead(headers)) return 'ahead';
  const destination = headers['sec-fetch-dest'];
  if (destination === undefined || destination === 'document') return 'person';
  return destination === 'empty' && headers['sec-fetch-site'] === 'same-origin' ? 'script' : 'embedded';
};

const isAhead = (headers: Request['headers']): boolean =>
  [headers['sec-purpose'], headers['purpose'], headers['x-moz']].some((purpose) =>
    String(purpose).includes('prefetch'),
  );
