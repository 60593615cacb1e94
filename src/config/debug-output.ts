import { problem, type Environment, type Problem } from './read.js';

/** What modules of this process write to standard error when they are asked to, and what is in it. */
const talkers = [
  { name: 'express-session', prints: 'session cookies' },
  { name: 'router', prints: 'addresses with their queries, and authorization codes in them' },
] as const;

// Of Node itself: what `node:http` sends (headers, cookies and bearer tokens among them), and what `fetch` calls.
const nodeSections = ['http', 'net', 'undici', 'fetch'] as const;

/** What `DEBUG` and `NODE_DEBUG` would let out. It is asked of the patterns as those who obey them read them. */
export const debugProblems = (env: Environment): readonly Problem[] => [
  ...talkers
    .filter(({ name }) => debugNames(env['DEBUG'] ?? '', name))
    .map(({ name, prints }) =>
      problem('DEBUG', `must not include ${name} in production: it prints ${prints}`),
    ),
  ...nodeSections
    .filter((section) => nodeDebugNames(env['NODE_DEBUG'] ?? '', section))
    .slice(0, 1)
    .map((section) =>
      problem(
        'NODE_DEBUG',
        `must not include ${section} in production: it prints what is sent, headers with it`,
      ),
    ),
];

/**
 * Whether the package debug would print this name. Version 2, which express-session brings along, takes each pattern
 * for a regular expression, version 4 takes only the asterisk for more than itself: one of them is enough. What is
 * taken out has to be taken out for both.
 */
const debugNames = (patterns: string, name: string): boolean => {
  const words = patterns.split(/[\s,]+/).filter((word) => word !== '');
  const isTakenOut = words.some((word) => word.startsWith('-') && literally(word.slice(1)).test(name));
  return (
    !isTakenOut && words.some((word) => literally(word).test(name) || loosely(word)?.test(name) === true)
  );
};

/** Whether Node would: without regard to upper and lower case. */
const nodeDebugNames = (patterns: string, section: string): boolean =>
  patterns.split(',').some((word) => literally(word.trim().toLowerCase()).test(section));

const literally = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`).replaceAll('*', '.*')}$`);

const loosely = (pattern: string): RegExp | undefined => {
  try {
    return new RegExp(`^${pattern.replaceAll('*', '.*?')}$`);
  } catch {
    return undefined;
  }
};
