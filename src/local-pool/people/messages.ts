import type { Clock } from '../base/clock.js';
import { PoolError } from '../base/errors.js';
import type { Address, Person, UserPool } from '../base/model.js';
import type { Store } from '../base/store.js';
import { unconfirmed } from '../base/unconfirmed.js';
import { userAttributesOf, type Calling } from '../triggers/events.js';
import { senderKeyOf } from '../triggers/handlers.js';
import { howToSeal, sealedCode, senderKey } from '../triggers/sender-code.js';
import type { SourceOf } from '../triggers/table.js';
import type { TriggerResponse } from '../triggers/answers.js';
import type { Triggers } from '../triggers/triggers.js';
import { placeholders, sendsOwnMail, wordsFor, wordsProblem, type MessageText } from './message-text.js';
import type { Outbox } from './outbox.js';

/** What a message is for, as triggers call it. */
export type MessageSource = SourceOf<'CustomMessage'>;

/** A code, or a temporary password, on its way to somebody. */
export interface NewMessage extends Calling {
  readonly source: MessageSource;
  readonly attribute: Address;
  readonly to: string;
  readonly purpose: string;
  readonly code: string;
}

/** Mail and SMS: the words that a trigger has for them, and the sender of one's own that takes them. */
export interface Messages {
  /** Throws what the trigger for the words of a message fails with. */
  send(person: Person, message: NewMessage): Promise<void>;
}

export interface MessagesOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly triggers: Triggers;
  readonly log: (line: string) => void;
  /** Where `/confirmUser` answers. */
  readonly domain: () => string;
}

export const createMessages = (options: MessagesOptions): Messages => {
  const { store, clock, outbox, triggers } = options;

  const send = async (person: Person, message: NewMessage): Promise<void> => {
    const { attribute, to, purpose, code } = message;
    const pool = store.pools.get(person.poolId);
    if (pool !== undefined && (await isTakenBySender({ pool, person, message }))) return;
    const words = pool === undefined ? {} : await customWords({ pool, person, message }, options);
    outbox.send({ at: clock.now(), to, channel: channelOf(attribute), purpose, code, ...words });
  };

  /** Nobody waits for a sender, and its failure is said in the log alone; a URL is asked whether it has one. */
  const isTakenBySender = async (sent: Sent): Promise<boolean> => {
    const name = channelOf(sent.message.attribute) === 'SMS' ? 'CustomSMSSender' : 'CustomEmailSender';
    const has = await triggers.has(sent.pool, name);
    if (has === 'no') return false;
    if (!unconfirmed.senderSkipsWords) await customWords(sent, options);
    const handing = handToSender(name, sent, options);
    if (has === 'perhaps') return handing;
    triggers.runs.during(handing);
    return true;
  };

  return { send };
};

interface Sent {
  readonly pool: UserPool;
  readonly person: Person;
  readonly message: NewMessage;
}

const channelOf = (attribute: Address): 'EMAIL' | 'SMS' => (attribute === 'phone_number' ? 'SMS' : 'EMAIL');

/** Whether there was a sender, whatever it made of the code. */
const handToSender = async (
  name: 'CustomEmailSender' | 'CustomSMSSender',
  { pool, person, message }: Sent,
  { store, triggers, log }: MessagesOptions,
): Promise<boolean> => {
  const key = senderKey(store.refreshTokenKey);
  const { code, source } = message;
  const inside = source === 'AdminCreateUser' && unconfirmed.escapesTemporaryPasswords ? escaped(code) : code;
  const sealed = await sealedCode({
    code: inside,
    key,
    keyName: senderKeyOf(pool),
    userPoolId: pool.id,
  }).catch(() => {
    log(`${name} gets no encrypted code, only the one in the clear: ${howToSeal}`);
    return null;
  });
  const type = name === 'CustomSMSSender' ? 'customSMSSenderRequestV1' : 'customEmailSenderRequestV1';
  const occasion = {
    ...occasionOf({ pool, person, message }),
    request: { type, code: sealed, userAttributes: userAttributesOf(person) },
  };
  try {
    return (await triggers.run(name, occasion, { code })) !== undefined;
  } catch (error) {
    if (error instanceof PoolError) return true;
    throw error;
  }
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/gu, (sign) => entities[sign] ?? sign);

/** What the trigger for the words of a message makes of it; nothing where it leaves them to Cognito. */
const customWords = async (
  { pool, person, message }: Sent,
  { triggers, domain, log }: MessagesOptions,
): Promise<MessageText> => {
  const { source, code, client, attribute } = message;
  const occasion = {
    ...occasionOf({ pool, person, message }),
    request: {
      userAttributes: userAttributesOf(person),
      codeParameter: placeholders.code,
      linkParameter: placeholders.link,
      usernameParameter: source === 'AdminCreateUser' ? placeholders.username : null,
    },
  };
  const problemWith = (response: TriggerResponse): string | undefined => wordsProblem(pool, source, response);
  const response = await triggers.run('CustomMessage', occasion, { problemWith });
  if (response === undefined) return {};
  if (attribute === 'email' && typeof response['emailMessage'] === 'string' && !sendsOwnMail(pool)) {
    log(
      'CustomMessage has words for a mail: at AWS only with EmailSendingAccount DEVELOPER in EmailConfiguration.',
    );
  }
  const link = new URLSearchParams({
    client_id: client?.id ?? '',
    user_name: person.username,
    confirmation_code: code,
  });
  const values = { code, username: person.username, link: `${domain()}/confirmUser?${link.toString()}` };
  return wordsFor(attribute, response, values);
};

const occasionOf = ({ pool, person, message: { source, client, clientMetadata } }: Sent) =>
  ({ pool, source, client, clientMetadata, userName: person.username }) as const;
