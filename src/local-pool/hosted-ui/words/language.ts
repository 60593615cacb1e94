import type { PoolError } from '../../base/errors.js';
import { cookie, parameter, type Exchange } from '../../http/exchange.js';
import type { Service } from '../../service.js';
import { de, deProblems } from './de.js';
import { en } from './en.js';
import { es, esProblems } from './es.js';
import { fr, frProblems } from './fr.js';
import { id, idProblems } from './id.js';
import { it, itProblems } from './it.js';
import { ja, jaProblems } from './ja.js';
import { ko, koProblems } from './ko.js';
import { ptBr, ptBrProblems } from './pt-br.js';
import type { CodeProblem, Problems, Words } from './words.js';
import { zhCn, zhCnProblems } from './zh-cn.js';
import { zhTw, zhTwProblems } from './zh-tw.js';

/** The languages of managed login, as the values of `lang` name them. */
export type Language = 'de' | 'en' | 'es' | 'fr' | 'id' | 'it' | 'ja' | 'ko' | 'pt-BR' | 'zh-CN' | 'zh-TW';

const words: Readonly<Record<Language, Words>> = {
  de,
  en,
  es,
  fr,
  id,
  it,
  ja,
  ko,
  'pt-BR': ptBr,
  'zh-CN': zhCn,
  'zh-TW': zhTw,
};

const problems: Readonly<Record<Exclude<Language, 'en'>, Problems>> = {
  'de': deProblems,
  'es': esProblems,
  'fr': frProblems,
  'id': idProblems,
  'it': itProblems,
  'ja': jaProblems,
  'ko': koProblems,
  'pt-BR': ptBrProblems,
  'zh-CN': zhCnProblems,
  'zh-TW': zhTwProblems,
};

const problemOfCode: Readonly<Partial<Record<string, CodeProblem>>> = {
  UserNotFoundException: 'unknownPerson',
  UsernameExistsException: 'taken',
  AliasExistsException: 'taken',
  CodeMismatchException: 'wrongCode',
  ExpiredCodeException: 'expiredCode',
  LimitExceededException: 'tooManyAttempts',
  PasswordResetRequiredException: 'resetRequired',
  InvalidPasswordException: 'weakPassword',
  PasswordHistoryPolicyViolationException: 'usedPassword',
};

/** From `lang`, else from the `lang` cookie; English for anything unknown, and for the classic pages whatever is asked. */
export const languageOf = (service: Service, exchange: Exchange): Language => {
  const { request, query } = exchange;
  if (isClassic(service, exchange)) return 'en';
  return [parameter(query, 'lang'), cookie(request, 'lang')].find(isLanguage) ?? 'en';
};

/** The `lang` cookie keeps the language that an address asks for. */
export const rememberLanguage = (service: Service, exchange: Exchange): void => {
  const asked = parameter(exchange.query, 'lang');
  if (isLanguage(asked) && !isClassic(service, exchange))
    exchange.response.append('Set-Cookie', `lang=${asked}; Path=/; SameSite=Lax`);
};

/** Languages came with managed login. A page that names no client is the first domain's. */
const isClassic = ({ store }: Service, { query }: Exchange): boolean => {
  const client = store.clients.get(parameter(query, 'client_id') ?? '');
  const pool =
    client === undefined
      ? [...store.pools.values()].find(({ domain }) => domain !== undefined)
      : store.pools.get(client.poolId);
  return pool?.managedLoginVersion === 1;
};

const isLanguage = (value: string | undefined): value is Language =>
  value !== undefined && Object.hasOwn(words, value);

export const wordsIn = (language: Language): Words => words[language];

/** A refusal in the visitor's language; in the words of the user pools API in English, and where no translation is. */
export const problemIn = (language: Language, error: PoolError): string => {
  const problem = error.reason ?? problemOfCode[error.code];
  return problem === undefined || language === 'en' ? error.message : problems[language][problem];
};
