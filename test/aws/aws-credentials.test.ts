import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { Request } from 'express';
import { AuthError } from '../../src/auth/index.js';
import { createAwsCredentials, type AwsCredentialsOptions } from '../../src/aws/index.js';
import { makeForEachTest, openForEachTest } from '../support/opened.js';
import { credentials, exception, idTokenOf, startIdentityPool } from './support/identity-pool.js';

const identityPoolId = 'us-east-1:11111111-2222-3333-4444-555555555555';
const minuteMs = 60_000;

/** A person who is signed in, at a time that a test moves. */
const world = makeForEachTest(() => ({ nowMs: Date.UTC(2026, 10, 29, 12), token: idTokenOf(), asksForToken: 0 }));
const pool = openForEachTest(() => startIdentityPool({ now: () => world.nowMs }));

const request = {} as Request;
const create = (options: Partial<AwsCredentialsOptions> = {}) =>
  createAwsCredentials({
    identityPoolId,
    idToken: async () => world.token,
    failure: (code, details) => new AuthError(code, details),
    endpoint: pool.url,
    now: () => world.nowMs,
    ...options,
  });
