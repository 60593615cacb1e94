import type { Request, Response } from 'express';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { goOnAtSignedOut } from '../../../src/auth/sign-in/go-on.js';
import { exchangeOf } from '../../support/exchange.js';

// Whether a sign-in goes on is a variable here; what happens to the request is noted.

let resume: () => Promise<boolean>;
let happened: unknown[];
beforeEach(() => {
  resume = async () => false;
  happened = [];
});

const visit = async (url: string, { below = '' } = {}) => {
  const handler = goOnAtSignedOut({
    settings: { signedOutUrl: `https://site.example${below}/signed-out`, basePath: below },
    flow: {
      resume: async (...exchange) => {
        happened.push('asked', ...exchange);
        return resume();
      },
    },
    next: (request, response, next) => {
      happened.push('passed', request, response);
      next('on');
    },
  });
  const { request, response } = exchangeOf({ url });
  void handler(request, response, (outcome?: unknown) => void happened.push(outcome));
  await new Promise(setImmediate);
  return { request, response };
};

const asked = ({ request, response }: { readonly request: Request; readonly response: Response }) => [
  'asked',
  request,
  response,
];
const passed = ({ request, response }: { readonly request: Request; readonly response: Response }) => [
  'passed',
  request,
  response,
  'on',
];

describe('the signed-out page', () => {
  test('is not shown to a browser that goes on with its sign-in', async () => {
    resume = async () => true;
    expect(happened).toEqual(asked(await visit('/signed-out')));
  });

  test('is shown to one that has nothing to go on with', async () => {
    const visited = await visit('/signed-out');
    expect(happened).toEqual([...asked(visited), ...passed(visited)]);
  });

  test('has an error instead where it could not be found out', async () => {
    const trouble = new Error('the store is away');
    resume = () => Promise.reject(trouble);
    expect(happened).toEqual([...asked(await visit('/signed-out')), trouble]);
  });

  test.each([
    ['/signed-out?pool=not-reached', ''],
    ['/app/signed-out', '/app'],
    // Behind a proxy that strips the prefix.
    ['/signed-out?x=1', '/app'],
  ])('is %s of a site below %j', async (url, below) => {
    expect(happened).toEqual(expect.arrayContaining(asked(await visit(url, { below }))));
  });
});

test.each([
  ['/', ''],
  ['/signed-out/more', ''],
  ['/other?/signed-out', ''],
  ['/app/signed-out', ''],
  ['/app', '/app'],
  ['', '/app'],
])('%s of a site below %j is none of its business', async (url, below) => {
  resume = async () => true;
  expect(happened).toEqual(passed(await visit(url, { below })));
});
