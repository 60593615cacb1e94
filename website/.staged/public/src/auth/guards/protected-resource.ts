import type { RequestHandler } from 'express';
import type { Settings } from '../options.js';

/** What callers can find out about the API before they have a token (RFC 9728). */
export interface ProtectedResource {
  /** Answers with the metadata. Once one is made, challenges name its address. */
  metadata(): RequestHandler;
  /** The part of a challenge that leads to the metadata; `undefined` while nobody serves it. */
  challengePart(): string | undefined;
  /** Remembers that a route asks for these scopes, so that the metadata can tell. */
  noteScopes(scopes: readonly string[]): void;
}

/** Where the site is, what its API is called, and who issues tokens for it. */
export interface ProtectedResourceDeps {
  readonly settings: Pick<Settings, 'issuer' | 'origin' | 'basePath' | 'resource'>;
}

const wellKnownPath = '/.well-known/oauth-protected-resource';

/** What it tells is made of the settings and of the guards that there are, so it cannot say anything else than they do. */
export const createProtectedResource = ({ settings }: ProtectedResourceDeps): ProtectedResource => {
  const { issuer, origin, basePath, resource } = settings;
  const scopes = new Set<string>();
  let isServed = false;

  return {
    metadata() {
      isServed = true;
      return function showResourceMetadata(_request, response) {
        response.json({
          resource,
          authorization_servers: [issuer],
          ...(scopes.size > 0 && { scopes_supported: [...scopes].toSorted() }),
          // RFC 6750, section 2.1: neither forms nor queries.
          bearer_methods_supported: ['header'],
        });
      };
    },
    challengePart: () => (isServed ? `resource_metadata="${origin}${basePath}${wellKnownPath}"` : undefined),
    noteScopes(named) {
      for (const scope of named) scopes.add(scope);
    },
  };
};
