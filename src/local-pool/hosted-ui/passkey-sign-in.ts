import { notAuthorized } from '../base/errors.js';
import type { Person } from '../base/model.js';
import { unconfirmed } from '../base/unconfirmed.js';
import { rawQuery } from '../http/exchange.js';
import { runPreAuthentication } from '../people/authentication-triggers.js';
import { mayUsePasskey, newPasskeyChallenge, passkeysFor } from '../people/passkeys.js';
import { goToCallback } from './callback.js';
import type { FormPage } from './form-page.js';
import { parsedJson } from './parsed-json.js';
import { passkeyHost, passkeyOffer } from './passkey-host.js';
import { currentStep, endStep, goToStep, pendingPerson, personOf, type Visit } from './steps.js';
import { languageOf, wordsIn } from './words/language.js';

/** From the sign-in page, where the name was typed. Unknown people and those without a passkey hear the same. */
export const goToPasskeyPage = async (visit: Visit, username: string): Promise<string> => {
  const { service, request } = visit;
  const person = service.people.find(request.pool.id, username);
  const { pool, client } = request;
  if (unconfirmed.preAuthenticationBefore.passkey) {
    await runPreAuthentication(service.triggers, { pool, client, person, username });
  }
  if (person === undefined || !canUsePasskey(visit, person)) {
    throw notAuthorized(
      'No passkey can be used for this account here. Sign in with the password.',
      'noPasskey',
    );
  }
  return goToStep(visit, {
    step: 'PASSKEY',
    path: '/passkey',
    sub: person.sub,
    data: { challenge: newPasskeyChallenge() },
  });
};

/** Whether a passkey of theirs works at this very page, for this client. */
export const canUsePasskey = (visit: Visit, person: Person | undefined): boolean => {
  const host = passkeyHost(visit);
  return (
    passkeyOffer(visit) === 'here' && host.kind === 'here' && hasPasskey(visit, person, host.relyingPartyId)
  );
};

const hasPasskey = ({ request }: Visit, person: Person | undefined, relyingPartyId: string): boolean =>
  person?.status === 'CONFIRMED' &&
  person.enabled &&
  mayUsePasskey(request.pool, person) &&
  passkeysFor(person, relyingPartyId).length > 0;

/** `/passkey`, a path of ours: the browser asks for the passkey of whoever has said their name. */
export const passkeySignInPage: FormPage = {
  path: '/passkey',
  view: 'passkey',
  hasScript: true,
  data: (visit) => {
    const { service, exchange, request } = visit;
    const pending = currentStep(visit, 'PASSKEY');
    const person = personOf(visit, pending);
    const host = passkeyHost(visit);
    if (pending === undefined || person === undefined || host.kind !== 'here') return undefined;
    const { relyingPartyId } = host;
    const challenge = pending.data['challenge'] ?? '';
    const words = wordsIn(languageOf(service, exchange));
    const who = { pool: request.pool, person, relyingPartyId, challenge };
    return {
      title: words.signInWithPasskey,
      ceremony: 'get',
      options: JSON.stringify(service.passkeys.requestOptions(who)),
      back: `/login${rawQuery(exchange.request)}`,
      backLabel: words.backToSignIn,
    };
  },
  submit: async (visit) => {
    const { service, exchange, request } = visit;
    const { pending, person } = pendingPerson(visit, 'PASSKEY');
    const host = passkeyHost(visit);
    const relyingPartyId = host.kind === 'here' ? host.relyingPartyId : '';
    if (!hasPasskey(visit, person, relyingPartyId)) throw notAuthorized('Sign in again.', 'startOver');
    const who = { pool: request.pool, person, relyingPartyId, challenge: pending.data['challenge'] ?? '' };
    const method = await service.passkeys.check(who, parsedJson(exchange.form.get('credential')));
    endStep(visit);
    return goToCallback(visit, { person, proved: [method] });
  },
};
