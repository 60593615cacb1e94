/** What the hosted pages of Cognito speak ("Managed login localization"). */
export type HostedLanguage =
  'de' | 'en' | 'es' | 'fr' | 'id' | 'it' | 'ja' | 'ko' | 'pt-BR' | 'zh-CN' | 'zh-TW';

// By the beginning of the tags that ask for them: `fr-CA` is French too.
const byTag: ReadonlyMap<string, HostedLanguage> = new Map([
  ['de', 'de'],
  ['en', 'en'],
  ['es', 'es'],
  ['fr', 'fr'],
  ['id', 'id'],
  ['it', 'it'],
  ['ja', 'ja'],
  ['ko', 'ko'],
  ['pt', 'pt-BR'],
  ['zh', 'zh-CN'],
  ['zh-hant', 'zh-TW'],
  ['zh-hk', 'zh-TW'],
  ['zh-mo', 'zh-TW'],
  ['zh-tw', 'zh-TW'],
]);

// Browsers name a handful. A header may have 16 kB of them, and Express's own negotiation takes milliseconds for those.
const mostCharacters = 200;
const mostRanges = 20;

// Many people send few different headers, so what each asks for is worked out once, and not at every page.
const known = new Map<string, readonly HostedLanguage[]>();
const mostKnown = 100;

/** The languages that `Accept-Language` asks for (RFC 9110, section 12.5.4), of those that there are, the most wanted first. */
export const askedLanguages = (header = ''): readonly HostedLanguage[] => {
  const start = header.slice(0, mostCharacters);
  const found = known.get(start);
  if (found !== undefined) return found;
  if (known.size >= mostKnown) known.clear();
  const languages = languagesIn(start);
  known.set(start, languages);
  return languages;
};

const languagesIn = (header: string): readonly HostedLanguage[] =>
  header
    .toLowerCase()
    .split(',', mostRanges)
    .flatMap((range) => {
      const [tag, weight] = partsOf(range);
      const language = languageFor(tag);
      return language === undefined || !(weight > 0) ? [] : [{ language, weight }];
    })
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ language }) => language);

// `fr-ca` and 0.8 of `fr-ca;q=0.8`.
const partsOf = (range: string): readonly [string, number] => {
  const end = range.indexOf(';');
  if (end === -1) return [range.trim(), 1];
  return [range.slice(0, end).trim(), Number(range.slice(range.indexOf('=', end) + 1))];
};

const languageFor = (tag: string): HostedLanguage | undefined => {
  const dash = tag.indexOf('-');
  if (dash === -1) return byTag.get(tag);
  const next = tag.indexOf('-', dash + 1);
  return byTag.get(next === -1 ? tag : tag.slice(0, next)) ?? byTag.get(tag.slice(0, dash));
};
