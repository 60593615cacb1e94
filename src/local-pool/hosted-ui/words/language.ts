import { hasDomain } from '../../base/domain.js';
import type { PoolError } from '../../base/errors.js';
import { cookie, parameter, setCookie, type Exchange } from '../../http/exchange.js';
import type { Service } from '../../service.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { id } from './id.js';
import { it } from './it.js';
import { ja } from './ja.js';
import { ko } from './ko.js';
import { ptBr } from './pt-br.js';
import type { CodeProblem, LabelledAttribute, Vocabulary, Words } from './words.js';
import { zhCn } from './zh-cn.js';
import { zhTw } from './zh-tw.js';

/** The languages of managed login, as the values of `lang` name them. */
export type Language = 'de' | 'en' | 'es' | 'fr' | 'id' | 'it' | 'ja' | 'ko' | 'pt-BR' | 'zh-CN' | 'zh-TW';

export const vocabularies: Readonly<Record<Language, Vocabulary>> = {
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
    setCookie(exchange, `lang=${asked}; Path=/; SameSite=Lax`);
};

/** Languages came with managed login. A page that names no client is the first domain's. */
export const isClassic = ({ store }: Service, { query }: Exchange): boolean => {
  const client = store.clients.get(parameter(query, 'client_id') ?? '');
  const pool =
    client === undefined ? [...store.pools.values()].find(hasDomain) : store.pools.get(client.poolId);
  return pool?.managedLoginVersion === 1;
};

const isLanguage = (value: string | undefined): value is Language =>
  value !== undefined && Object.hasOwn(vocabularies, value);

export const wordsIn = (language: Language): Words => vocabularies[language].words;

export const labelIn = (language: Language, attribute: LabelledAttribute): string =>
  vocabularies[language].labels[attribute];

/** A refusal in the visitor's language; in the words of the user pools API in English, and where no translation is. */
export const problemIn = (language: Language, error: PoolError): string => {
  const problem = error.reason ?? problemOfCode[error.code];
  const { problems } = vocabularies[language];
  return (problem === undefined ? undefined : problems?.[problem]) ?? error.message;
};
