// A signed-in session for the tests of an app: version 0.1.0, as is the src/auth beside it. Not for production.

export { startTestIssuer } from './test-issuer.js';
export type { TestIssuer, TestIssuerOptions } from './test-issuer.js';
export type { TestPerson } from './test-person.js';
export { createTestSession } from './test-session.js';
export type { TestCookie, TestSession } from './test-session.js';
export type { TestSignIn } from './test-sign-in.js';
