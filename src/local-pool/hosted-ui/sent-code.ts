import type { CodePurpose, Person } from '../base/model.js';
import type { Service } from '../service.js';

/**
 * The code that was sent to a person for this, to be shown where it is asked for: it saves the way to the outbox. Only where
 * nobody but this machine reaches the pool, and nothing for somebody who is not there.
 */
export const sentCode = (
  { settings, outbox }: Pick<Service, 'settings' | 'outbox'>,
  person: Person | undefined,
  purpose: CodePurpose,
): string | undefined => {
  if (!settings.isForThisMachine || person === undefined) return undefined;
  const { email, phone_number: phoneNumber } = person.attributes;
  return outbox
    .list()
    .findLast((message) => message.purpose === purpose && [email, phoneNumber].includes(message.to))?.code;
};
