import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A folder of files that anybody may have, and where they belong within the site. */
export interface StaticRoot {
  readonly path: string;
  readonly directory: string;
  /** For `express.static`. A page names each file with a digest of its content, so it may be kept for good. */
  readonly options: {
    readonly index: false;
    readonly redirect: false;
    readonly fallthrough: true;
    readonly immutable: true;
    readonly maxAge: number;
  };
}

const yearMs = 365 * 24 * 60 * 60 * 1000;
/** What is in it may be had by anybody. */
export const publicDirectory = fileURLToPath(new URL('../../public', import.meta.url));

/** What `app.ts` mounts before anything that knows of sessions. */
export const staticRoots: readonly StaticRoot[] = [
  {
    path: '/assets',
    directory: publicDirectory,
    options: { index: false, redirect: false, fallthrough: true, immutable: true, maxAge: yearMs },
  },
];

/** The address of a file in `public/`, with a digest of its content. Reads the file: for start-up only. */
export const assetUrl = (file: string, basePath: string): string => {
  const digest = createHash('sha256')
    .update(readFileSync(`${publicDirectory}/${file}`))
    .digest('base64url');
  return `${basePath}/assets/${file}?v=${digest.slice(0, 10)}`;
};
