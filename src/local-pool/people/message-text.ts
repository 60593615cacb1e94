import type { Address, UserPool } from '../base/model.js';
import type { TriggerResponse } from '../triggers/answers.js';

/** Of the message that a trigger wrote. */
export interface MessageText {
  readonly subject?: string;
  readonly text?: string;
}

/** What stands in a message for what only Cognito knows. */
export const placeholders = { code: '{####}', link: '{##Click Here##}', username: '{username}' } as const;

const longestSms = 140;
const longestMail = 20_000;
const linkPattern = /\{##(?<label>[^{}#]+)##\}/gu;

/** What Cognito does not take of a message, in words for whoever wrote the trigger. */
export const wordsProblem = (
  pool: UserPool,
  source: string,
  response: TriggerResponse,
): string | undefined => {
  const problems = (['smsMessage', 'emailMessage'] as const).flatMap((name) => {
    const text = response[name] ?? undefined;
    if (text === undefined) return [];
    if (typeof text !== 'string') return [`${name} is no text`];
    const longest = name === 'smsMessage' ? longestSms : longestMail;
    if (text.length > longest) return [`${name} is longer than ${longest} characters`];
    const hasCode = text.includes(placeholders.code) || (source !== 'AdminCreateUser' && linkIn(text));
    if (!hasCode) return [`${name} does not hold ${placeholders.code}`];
    const lacksName = source === 'AdminCreateUser' && !text.includes(placeholders.username);
    return lacksName ? [`${name} does not hold ${placeholders.username}`] : [];
  });
  const subject = response['emailSubject'] ?? undefined;
  if (subject !== undefined && typeof subject !== 'string') problems.push('emailSubject is no text');
  const hasMail = typeof response['emailMessage'] === 'string';
  if (hasMail && sendingAccount(pool) === 'COGNITO_DEFAULT') {
    problems.push('emailMessage needs EmailSendingAccount DEVELOPER in EmailConfiguration');
  }
  return problems.length === 0 ? undefined : problems.join('; ');
};

export const sendsOwnMail = (pool: UserPool): boolean => sendingAccount(pool) === 'DEVELOPER';

/** With the code, the name and the link in their places. */
export const wordsFor = (
  attribute: Address,
  { smsMessage, emailMessage, emailSubject }: TriggerResponse,
  values: { readonly code: string; readonly username: string; readonly link: string },
): MessageText => {
  const template = attribute === 'phone_number' ? smsMessage : emailMessage;
  const subject = attribute === 'email' && typeof emailSubject === 'string' ? { subject: emailSubject } : {};
  if (typeof template !== 'string') return subject;
  const text = template
    .replaceAll(placeholders.code, () => values.code)
    .replaceAll(placeholders.username, () => values.username)
    .replaceAll(linkPattern, (_all, label: string) => `<a href="${values.link}">${label}</a>`);
  return { ...subject, text };
};

const linkIn = (text: string): boolean => text.search(linkPattern) >= 0;

const sendingAccount = ({ otherSettings }: UserPool): unknown => {
  const configuration = otherSettings?.['EmailConfiguration'];
  return typeof configuration === 'object' && configuration !== null
    ? Reflect.get(configuration, 'EmailSendingAccount')
    : undefined;
};
