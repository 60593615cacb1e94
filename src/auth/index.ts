export type { Auth, WhoseSignIns } from './auth.js';
export { createAuth } from './create-auth.js';
export { AuthError, isTransient, statusByCode, type AuthErrorCode } from './errors.js';
export { failureIn, type AuthEvent, type AuthEventListener } from './events.js';
export type { Fetch, Fetched, FetchInit } from './fetch.js';
export { bearerOf } from './guards/bearer.js';
export { asksForHtml } from './http.js';
export { isCognitoIssuer } from './option-rules.js';
export type { ApiOptions, AuthOptions, ClientAuthentication, OwnTokens, PoolOptions } from './options.js';
export { meaningOf } from './meaning.js';
export { endReasons, familyReasons, hintFor, reasons, type EndReason, type Reason } from './reasons.js';
export { createSealer, type Sealer } from './seal.js';
export { createMemoryStore } from './sessions/memory-store.js';
export { sessionNameOf, signInOf, userOf } from './sessions/session-of-request.js';
export { formMarkField, type KeptForm } from './sign-in/drafts.js';
export type { FormOptions } from './guards/guards.js';
export type { LevelRequirements } from './levels.js';
export type { ListedSignIn } from './sign-in/sign-out.js';
export type {
  AppData,
  Leases,
  Person,
  Session,
  Piece,
  SessionStore,
  SignIn,
  StoredSession,
  TokenSet,
} from './store.js';
export { httpFetch } from './pool/http-fetch.js';
export type { PoolAbilities } from './pool/provider.js';
export type { BearerClaims } from './tokens/bearer-claims.js';
export type { Span, SpanOptions, Tracer } from './tracing.js';
export type { Claims, User } from './user.js';
export { watchStore, type StoreOperation, type WatchCall } from './watched-store.js';
