import type { Request, Response } from 'express';
import { expect, test } from '@jest/globals';
import { createProtectedResource } from '../../../src/auth/guards/protected-resource.js';

const resourceOf = () =>
  createProtectedResource({
    settings: {
      issuer: 'https://issuer.example',
      origin: 'https://site.example',
      basePath: '/shop',
      resource: 'https://api.example',
    },
  });

const answerOf = (handler: ReturnType<ReturnType<typeof resourceOf>['metadata']>): unknown => {
  let body: unknown;
  const response = { json: (said: unknown) => (body = said) };
  void handler({} as Request, response as unknown as Response, () => undefined);
  return body;
};

test('an API tells where its tokens come from, and nothing of scopes while no route asks for any', () => {
  expect(answerOf(resourceOf().metadata())).toEqual({
    resource: 'https://api.example',
    authorization_servers: ['https://issuer.example'],
    bearer_methods_supported: ['header'],
  });
});

test('the scopes that routes ask for are told once each, in order, also of routes that came later', () => {
  const resource = resourceOf();
  resource.noteScopes(['orders/write', 'orders/read']);
  const handler = resource.metadata();
  resource.noteScopes(['orders/read', 'bills/read']);
  expect(answerOf(handler)).toMatchObject({
    scopes_supported: ['bills/read', 'orders/read', 'orders/write'],
  });
});

test('a challenge leads to the metadata as soon as a route serves it, and not before', () => {
  const resource = resourceOf();
  expect(resource.challengePart()).toBeUndefined();
  resource.metadata();
  expect(resource.challengePart()).toBe(
    'resource_metadata="https://site.example/shop/.well-known/oauth-protected-resource"',
  );
});
