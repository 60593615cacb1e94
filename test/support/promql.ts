/** What an expression of Prometheus asks for: a metric by its name, and what is said of its labels. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

export interface Matcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

const words = new Set(['by', 'without', 'on', 'ignoring', 'and', 'or', 'unless', 'bool']);
const ranges = /\[(?:\d+[smhd]|\$__rate_interval)\]|\boffset \d+[smhd]/g;
const grouping = /\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g;
const selector = /(?<![\w:.])([a-zA-Z_:][\w:]*)(?![\w:])\s*(\{[^}]*\})?(?!\s*\()/g;
const matcher = /(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g;

/** The metrics of an expression. It reads what this project writes, not every expression that there can be. */
export const selectorsIn = (expression: string): readonly Selector[] => {
  const plain = expression.replaceAll(grouping, ' ').replaceAll(ranges, ' ');
  return [...plain.matchAll(selector)]
    .filter(([, name = '']) => !words.has(name))
    .map(([, metric = '', matchers = '']) => ({
      metric,
      matchers: [...matchers.matchAll(matcher)].map(([, label = '', operator = '', value = '']) => ({
        label,
        operator,
        value,
      })),
    }));
};

/** The labels by which an expression groups. */
export const groupsIn = (expression: string): readonly string[] =>
  [...expression.matchAll(grouping)].flatMap(([, list = '']) => list.split(',').map((name) => name.trim()));
