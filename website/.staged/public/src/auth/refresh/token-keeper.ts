import { AuthError, isTransient } from '../errors.js';
import { failureIn, type Events } from '../events.js';
import { clockToleranceSeconds, type Settings } from '../options.js';
import type { TokenResponse } from '../pool/pool.js';
import type { Revoker } from '../pool/revoker.js';
import type { Revocable, Session, SessionStore } from '../store.js';
import { mostSecondsBehind, secondsAheadIn } from '../tokens/claim-checks.js';
import { isSameSignIn, refreshedSession, verifyRefreshedTokens } from '../tokens/token-set.js';
import { UndecidedError, type TokenVerifier } from '../tokens/token-verifier.js';
import type { Waiting } from '../waiting.js';

/**
 * Holds what the pool answered to a refresh until the store has it. Where the pool rotates, that is the only good refresh
 * token of the session: while there is no key to verify it by, while our clock is behind and it seems to be from the future,
 * or while the store is away, it is kept in memory, unused, and tried again. It is let go when it is in the store, or when nobody needs it: then it is revoked.
 */
export interface TokenKeeper {
  /**
   * Verifies the tokens and writes them, and says what the store has then. `undefined`: the session is over. Throws
   * `AuthError`: when that is transient the tokens are held from then on, and tried again in the background.
   */
  keep(key: string, answer: Answer): Promise<Session | undefined>;
  /** The same once more, for tokens that are held. */
  keepAgain(key: string): Promise<Session | undefined>;
  /** What is held for this session. `letGo` settles when it is not any more. */
  held(key: string): (Answer & { readonly letGo?: Promise<void> }) | undefined;
  /** Whether any tokens are held. */
  holdsAny(): boolean;
  /** The process stops: names in an event each session whose tokens are still held. */
  nameHeld(): void;
}

/** What the pool gave. */
export interface Answer {
  /** The session that was refreshed: only over the tokens of that version the new ones may be written. */
  readonly before: Session;
  readonly response: TokenResponse;
  readonly askedAtMs: number;
  readonly receivedAtMs: number;
}

/** What keeping is made of. */
export interface TokenKeeperDeps {
  readonly settings: Settings;
  readonly store: SessionStore;
  readonly verifier: TokenVerifier;
  readonly revoker: Revoker;
  readonly events: Events;
  readonly waiting: Waiting;
}

interface Held extends Answer {
  /** As of when it is judged: of when it came, or of when it was made, where our clock was behind by then. */
  judgedAtMs: number;
  /** Why it waits until our clock has come as far as that. */
  ahead?: AuthError;
  /** The session with its new tokens, once these are verified. */
  verified?: Session | undefined;
  /** The attempt that is being made. */
  attempt?: Promise<Session | undefined> | undefined;
  /** The attempts in the background. */
  letGo?: Promise<void>;
}

// For the store: quicker than another process that meets a refusal looks a second time.
const saveEveryMs = 250;
// For the keys, or the clock, which may take long: from the first to the last.
const verifyAfterMs = 1000;
const verifyEveryMs = 10_000;

/** Keeps one answer for a session, as long as the session may last. */
export const createTokenKeeper = (deps: TokenKeeperDeps): TokenKeeper => {
  const { settings, store, verifier, revoker, events, waiting } = deps;
  const { now } = settings;
  const held = new Map<string, Held>();

  const drop = (key: string, mine: Held): void => {
    if (held.get(key) === mine) held.delete(key);
  };
  const discard = (key: string, { before, response }: Answer): void =>
    revoker.discard(response, { key, signIn: before.signIn });

  const tellRefusal = (key: string, { before }: Answer, error: unknown): void =>
    events.emitFor(
      { key, signIn: before.signIn },
      { type: 'refresh_failed', isTransient: false, ...failureIn(error) },
    );
  const refuse = (key: string, mine: Held): void => {
    drop(key, mine);
    discard(key, mine);
  };

  // Tokens of somebody else: neither they nor the session that they came for are to be trusted any further.
  const endForOther = async (key: string, mine: Held): Promise<undefined> => {
    const { signIn } = mine.before;
    refuse(key, mine);
    tellRefusal(key, mine, new AuthError('pool_rejected', { reason: 'other_sign_in' }));
    const ended = await revoker.endSession(key, { ifVersion: signIn.tokensVersion });
    if (ended !== undefined)
      events.emitFor({ key, signIn }, { type: 'session_ended', reason: 'other_person' });
  };

  /** What the store has in place of the tokens that are held: others got there first, or the session is over. */
  const superseded = (key: string, mine: Held, current: Session | undefined): Session | undefined => {
    drop(key, mine);
    if (current === undefined) {
      // Signed out meanwhile: the new refresh token must not live on unseen.
      discard(key, mine);
    } else if (refreshTokenOf(mine) !== current.tokens.refreshToken) {
      // Revoking it would end the sign-in at the pool that the current tokens belong to.
      const why = new AuthError('pool_rejected', { reason: 'superseded' });
      revoker.giveUp({ refreshToken: refreshTokenOf(mine) }, { key, signIn: current.signIn }, why);
    }
    return current;
  };

  const verify = async (mine: Held): Promise<Session | undefined> => {
    const { before, response, receivedAtMs, judgedAtMs } = mine;
    if (mine.ahead !== undefined && now() + clockToleranceSeconds * 1000 < judgedAtMs) throw mine.ahead;
    const by = { settings, verifier, receivedAtMs, judgedAtMs };
    const tokens = await verifyRefreshedTokens(response, before, by);
    return isSameSignIn(before.signIn, tokens)
      ? refreshedSession(before, tokens, { ...settings, atMs: receivedAtMs })
      : undefined;
  };

  const save = async (key: string, mine: Held, next: Session): Promise<Session | undefined> => {
    const { signIn } = mine.before;
    const isWritten = await store.replaceTokens(key, { fromVersion: signIn.tokensVersion, ...next });
    const current = isWritten ? next : await store.readTokens(key);
    // Not written now, but by an attempt before this one whose answer got lost.
    if (current?.tokens.refreshToken !== next.tokens.refreshToken) return superseded(key, mine, current);
    drop(key, mine);
    const durationMs = now() - mine.askedAtMs;
    events.emitFor({ key, signIn: next.signIn }, { type: 'tokens_refreshed', durationMs });
    return current;
  };

  // Our clock may be behind: once it has come as far as the tokens' time, they are as good as any that come then.
  const isForLater = (mine: Held, error: unknown): error is AuthError => {
    if (error instanceof UndecidedError || error === mine.ahead) return true;
    const aheadSeconds = secondsAheadIn(error);
    if (aheadSeconds === undefined) return false;
    mine.ahead = error as AuthError;
    mine.judgedAtMs += aheadSeconds * 1000;
    return mine.judgedAtMs - mine.receivedAtMs <= mostSecondsBehind * 1000;
  };

  const waitForVerdict = async (key: string, mine: Held, error: AuthError): Promise<Session | undefined> => {
    const current = await store.readTokens(key);
    if (current?.signIn.tokensVersion !== mine.before.signIn.tokensVersion)
      return superseded(key, mine, current);
    // Whoever waits for the page is told to come again: nothing is wrong with what the pool gave, as far as is known.
    if (isTransient(error)) throw error;
    const { reason, clockAheadSeconds } = error;
    throw new AuthError('pool_unreachable', { reason, clockAheadSeconds });
  };

  const attemptOnce = async (key: string, mine: Held): Promise<Session | undefined> => {
    try {
      mine.verified ??= await verify(mine);
    } catch (error) {
      if (isForLater(mine, error)) return waitForVerdict(key, mine, error);
      refuse(key, mine);
      throw error;
    }
    return mine.verified === undefined ? endForOther(key, mine) : save(key, mine, mine.verified);
  };

  const attempt = (key: string, mine: Held): Promise<Session | undefined> =>
    (mine.attempt ??= attemptOnce(key, mine).finally(() => {
      mine.attempt = undefined;
    }));

  const tryUntilKept = async (key: string, mine: Held): Promise<void> => {
    let waitMs = verifyAfterMs;
    while (held.get(key) === mine) {
      await waiting.rest(mine.verified === undefined ? waitMs : saveEveryMs);
      waitMs = Math.min(waitMs * 2, verifyEveryMs);
      if (held.get(key) !== mine) return;
      if (now() >= mine.before.signIn.endsAtMs) return void superseded(key, mine, undefined);
      await attempt(key, mine).catch((error: unknown) => {
        // What is still away is what this is about.
        if (held.get(key) !== mine) tellRefusal(key, mine, error);
      });
    }
  };

  return {
    async keep(key, answer) {
      const mine: Held = { ...answer, judgedAtMs: answer.receivedAtMs };
      held.set(key, mine);
      try {
        return await attempt(key, mine);
      } finally {
        if (held.get(key) === mine) mine.letGo = tryUntilKept(key, mine);
      }
    },

    async keepAgain(key) {
      const mine = held.get(key);
      return mine === undefined ? store.readTokens(key) : attempt(key, mine);
    },

    held: (key) => held.get(key),
    holdsAny: () => held.size > 0,

    nameHeld() {
      const why = new AuthError('pool_rejected', { reason: 'never_decided' });
      for (const [key, { before, response }] of held)
        revoker.giveUp(response, { key, signIn: before.signIn }, why);
    },
  };
};

// With rotation off the pool sends none, and the one at hand stays good.
const refreshTokenOf = ({ before, response }: Answer): Revocable['refreshToken'] =>
  response.refreshToken ?? before.tokens.refreshToken;
