import { watchStore } from '../auth/index.js';
import type { Session, SessionStore, StoredSession, StoreOperation } from '../auth/index.js';
import type { Redaction } from './fields.js';
import type { Recorder } from './recorder.js';
import type { StoreCall } from './recording.js';

export interface WatchedStoreDeps {
  readonly store: SessionStore;
  readonly recorder: Pick<Recorder, 'note'>;
  readonly redaction: Redaction;
  readonly uptimeMs: () => number;
}

type Told = Partial<Pick<StoreCall, 'said' | 'session' | 'version' | 'refreshToken'>>;
type Tell = (answer: unknown, given: readonly unknown[]) => Told;

/** The same store, whose calls are noted. Calls that say nothing of a sign-in pass unseen. */
export const createWatchedStore = ({
  store,
  recorder,
  redaction,
  uptimeMs,
}: WatchedStoreDeps): SessionStore => {
  const told = tellers(redaction);

  // A record that cannot be read is for the site to find, not for whoever looks on.
  const saidOf = (tell: Tell, answer: unknown, given: readonly unknown[]): Told => {
    try {
      return tell(answer, given);
    } catch {
      return { said: 'something that cannot be read' };
    }
  };

  return watchStore(store, async (operation, call, given) => {
    const tell = told[operation];
    if (tell === undefined) return call();
    const beganMs = uptimeMs();
    const note = (isFailed: boolean, said: Told): void =>
      recorder.note({
        kind: 'store',
        call: operation,
        isFailed,
        said: '',
        beganMs,
        durationMs: uptimeMs() - beganMs,
        ...said,
      });
    try {
      const answer = await call();
      note(false, saidOf(tell, answer, given));
      return answer;
    } catch (error) {
      note(true, { said: 'no answer' });
      throw error;
    }
  });
};

// As events name a session: enough to follow it, useless to steal it.
const sessionIn = (given: readonly unknown[]): string => String(given[0]).slice(0, 8);

const yesOrNo =
  (yes: string, no: string): Tell =>
  (answer) => ({ said: answer === true ? yes : no });

const tellers = (redaction: Redaction): Readonly<Partial<Record<StoreOperation, Tell>>> => {
  const printOf = (session: Session | undefined): Pick<Told, 'refreshToken'> => {
    const token = session?.tokens.refreshToken;
    return token === undefined ? {} : { refreshToken: redaction.fingerprint(token) };
  };
  const tokensIn: Tell = (answer, given) => {
    const session = answer as Session | undefined;
    return {
      said: session === undefined ? 'no such session' : `tokens, version ${session.signIn.tokensVersion}`,
      session: sessionIn(given),
      version: session?.signIn.tokensVersion,
      ...printOf(session),
    };
  };
  return {
    'read': (answer, given) => {
      const stored = answer as StoredSession | undefined;
      const version = stored?.signIn.tokensVersion;
      return { said: stored === undefined ? 'no such session' : 'found', session: sessionIn(given), version };
    },
    'create': (_answer, given) => ({
      said: 'written',
      session: sessionIn(given),
      version: 1,
      ...printOf(given[1] as Session),
    }),
    'readTokens': tokensIn,
    'replaceTokens': (answer, given) => {
      const next = given[1] as Session & { readonly fromVersion: number };
      const said = answer === true ? 'written' : 'not written: newer tokens are there';
      return { said, session: sessionIn(given), version: next.fromVersion, ...printOf(next) };
    },
    'end': (answer, given) => ({
      said: answer === undefined ? 'ended before' : 'ended',
      session: sessionIn(given),
      ...printOf(answer as Session | undefined),
    }),
    'claim': yesOrNo('the first', 'somebody was first'),
    'endedAtMs': (answer) => ({ said: answer === undefined ? 'no mark' : 'a mark' }),
    'markEnded': () => ({ said: 'written' }),
    'leases.take': yesOrNo('granted', 'held by another'),
  };
};
