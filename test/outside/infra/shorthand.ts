/** What the CLI's shorthand syntax can say, before it is known what is meant: everything is text. */
export type Written = string | readonly Written[] | { readonly [name: string]: Written };

/**
 * Reads `Name=email,Required=true`, `Levels=[a,b]` and `Sender={Arn=x,Version=y},Key=z`. Throws where the CLI would.
 * (Not here: quotes inside, `@=` and lists without brackets.)
 */
export const readShorthand = (text: string): Written => {
  let at = 0;

  const isAt = (character: string): boolean => text[at] === character;
  const take = (character: string): void => {
    if (!isAt(character)) throw new Error(`Expected ${character} at ${at} of ${text}`);
    at += 1;
  };
  const plain = (ends: string): string => {
    const from = at;
    while (at < text.length && !ends.includes(text[at] ?? '')) at += 1;
    return text.slice(from, at);
  };
  const separated = (end: string, one: () => void): void => {
    while (at < text.length && !isAt(end)) {
      one();
      if (at < text.length && !isAt(end)) take(',');
    }
  };

  const value = (ends: string): Written => {
    if (isAt('{')) return enclosed('{', '}', () => pairs('}'));
    if (isAt('[')) return enclosed('[', ']', list);
    return plain(ends);
  };
  const enclosed = (open: string, close: string, inner: () => Written): Written => {
    take(open);
    const found = inner();
    take(close);
    return found;
  };
  const list = (): Written => {
    const items: Written[] = [];
    separated(']', () => items.push(value(',]')));
    return items;
  };
  const pairs = (end: string): Written => {
    const found: Record<string, Written> = {};
    separated(end, () => {
      const name = plain('=,{}[]');
      take('=');
      found[name] = value(`,${end}`);
    });
    return found;
  };

  return pairs('');
};
