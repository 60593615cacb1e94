import type { AuthEvent, AuthEventListener } from '../../auth/index.js';
import type { Families } from './families.js';
import { nothing, reasonLabel } from './label-values.js';

type Event<Type extends AuthEvent['type']> = Extract<AuthEvent, { readonly type: Type }>;

/** Counts what happens around signing in: each event by its name, and the answers to what is asked most by metrics of their own. */
export const countAuthEvents = (families: Families): AuthEventListener => {
  const { events, poolCalls, limits, refreshes, sessionsEnded, sessionsOpened } = families;

  const countPoolCall = ({ endpoint, outcome, durationMs }: Event<'pool_called'>): void => {
    const word = typeof outcome === 'number' ? String(outcome) : reasonLabel(outcome);
    poolCalls.of({ endpoint, outcome: word }).observe(durationMs / 1000);
    if (outcome === 'too_many_pool_calls') limits.of({ limit: 'pool_calls' }).add();
  };

  const countStart = ({ isStepUp, isSilent, isAgain }: Event<'sign_in_started'>): void =>
    families.signInsStarted.of({ kind: isAgain === true ? 'again' : kindOf({ isStepUp, isSilent }) }).add();

  const countSuccess = ({ durationMs, isStepUp, isSilent }: Event<'sign_in_succeeded'>): void => {
    families.signInsCompleted.of({ kind: kindOf({ isStepUp, isSilent }) }).observe(durationMs / 1000);
    sessionsOpened.of({}).add();
  };

  const countEnd = ({ reason }: Event<'session_ended'>): void => {
    sessionsEnded.of({ reason }).add();
    if (reason === 'too_many') limits.of({ limit: 'sessions_per_person' }).add();
  };

  const countSignOut = ({ isEverywhere, sessions }: Event<'signed_out'>): void =>
    sessionsEnded.of({ reason: isEverywhere ? 'signed_out_everywhere' : 'signed_out' }).add(sessions);

  const countRefusedRefresh = ({ isTransient, code }: Event<'refresh_failed'>): void => {
    const refused = code === 'invalid_grant' ? 'refused' : 'failed';
    refreshes.of({ outcome: isTransient ? 'failed_for_now' : refused }).add();
  };

  const countRefresh = ({ durationMs }: Event<'tokens_refreshed'>): void => {
    refreshes.of({ outcome: 'refreshed' }).add();
    families.refreshDuration.of({}).observe(durationMs / 1000);
  };

  const answer = (event: AuthEvent): void => {
    if (event.type === 'sign_in_started') countStart(event);
    else if (event.type === 'sign_in_succeeded') countSuccess(event);
    else if (event.type === 'sign_in_failed') families.signInsFailed.of({ code: event.code }).add();
    else if (event.type === 'session_ended') countEnd(event);
    else if (event.type === 'signed_out') countSignOut(event);
    else if (event.type === 'sign_in_ended') sessionsEnded.of({ reason: 'ended_by_person' }).add();
    else if (event.type === 'tokens_refreshed') countRefresh(event);
    else if (event.type === 'refresh_failed') countRefusedRefresh(event);
    else if (event.type === 'refresh_waited')
      families.refreshWait
        .of({ refreshed: event.isElsewhere ? 'elsewhere' : 'here' })
        .observe(event.durationMs / 1000);
  };

  return (event) => {
    if (event.type === 'pool_called') return countPoolCall(event);
    events
      .of({
        event: event.type,
        code: 'code' in event ? event.code : nothing,
        reason: 'reason' in event ? reasonLabel(event.reason) : nothing,
      })
      .add();
    answer(event);
  };
};

const kindOf = ({
  isStepUp,
  isSilent,
}: {
  readonly isStepUp: boolean;
  readonly isSilent: boolean | undefined;
}) => {
  if (isSilent === true) return 'silent';
  return isStepUp ? 'step_up' : 'person';
};
