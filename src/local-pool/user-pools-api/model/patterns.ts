// The service matches whole values in Java's dialect, whose \s, \S and dot are narrower or wider than those here.

const blanks = String.raw` \t\n\x0B\f\r`;
const anyButLineEnds = String.raw`[^\n\r\u0085\u2028\u2029]`;

/** A pattern of the service as an expression that accepts what Java accepts. */
export const toJavaScript = (pattern: string): RegExp => {
  const [, flag, body = pattern] = /^(?<flag>\(\?s\))?(?<body>.*)$/su.exec(pattern) ?? [];
  const dot = flag === undefined ? anyButLineEnds : String.raw`[\s\S]`;
  const translated = body
    .replaceAll(String.raw`[\S]`, `[^${blanks}]`)
    .replaceAll(/\\.|\[|\]|\./gu, translator(dot));
  return new RegExp(`^(?:${translated})$`, 'u');
};

/** Goes from left to right, and knows whether it is within brackets. */
const translator = (dot: string): ((token: string) => string) => {
  let isInClass = false;
  return (token) => {
    if (token === '[') isInClass = true;
    if (token === ']') isInClass = false;
    if (token === '.') return isInClass ? token : dot;
    if (token === String.raw`\s`) return isInClass ? blanks : `[${blanks}]`;
    return token;
  };
};
