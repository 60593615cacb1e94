import express, { type RequestHandler } from 'express';

/** A folder of files, and how long browsers may keep them. */
export interface StaticFolder {
  readonly directory: string;
  readonly options: { readonly maxAge: number; readonly index: false; readonly redirect: false };
}

/** Files that anybody may have. They alone may be kept by caches: their names change with their content. */
export const serveStatic = ({ directory, options }: StaticFolder): RequestHandler => {
  const cacheControl = `public, max-age=${options.maxAge / 1000}, immutable`;
  const setHeaders = (response: { setHeader(name: string, value: string): unknown }, file: string): void => {
    response.setHeader('Cache-Control', cacheControl);
    // express.static names the characters of text, but not those of pictures that are written in XML.
    if (file.endsWith('.svg')) response.setHeader('Content-Type', 'image/svg+xml; charset=utf-8');
  };
  return express.static(directory, { ...options, setHeaders });
};
