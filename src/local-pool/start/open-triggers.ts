import type { UserPool } from '../base/model.js';
import type { Service } from '../service.js';
import { functionProblems, functionSource } from '../triggers/functions.js';
import { senderKeyOf } from '../triggers/handlers.js';
import { urlSource } from '../triggers/http-handlers.js';
import { moduleSource } from '../triggers/module-source.js';
import { senderKey } from '../triggers/sender-code.js';
import type { Triggers } from '../triggers/triggers.js';
import type { LocalPoolOptions, PoolTriggers } from './options.js';

export const isUrl = (given: string): boolean => /^https?:\/\//iu.test(given);

export const urlProblems = (url: string, name: string): readonly string[] =>
  URL.canParse(url) && isUrl(url) && new URL(url).username === ''
    ? []
    : [`${name} must be an address of http or https without a password, such as http://127.0.0.1:3001`];

/** What is wrong with these options, all of it. */
export const triggerProblems = ({ triggers, lambdaEndpoint }: LocalPoolOptions): readonly string[] => [
  ...(typeof triggers === 'object' ? functionProblems(triggers, 'triggers') : []),
  ...(typeof triggers === 'string' && isUrl(triggers) ? urlProblems(triggers, `triggers ${triggers}`) : []),
  ...(lambdaEndpoint === undefined ? [] : urlProblems(lambdaEndpoint, `lambdaEndpoint ${lambdaEndpoint}`)),
];

/** Rejects where a module cannot be loaded, with what to do. */
export const openTriggers = async (
  triggers: Triggers,
  { triggers: given, lambdaEndpoint }: LocalPoolOptions,
  log: (line: string) => void,
): Promise<void> => {
  triggers.useLambdaEndpoint(lambdaEndpoint);
  if (given === undefined) return;
  if (typeof given !== 'string') return triggers.use(functionSource(given));
  triggers.use(isUrl(given) ? urlSource(given) : await moduleSource(given, log));
};

export const triggersInHand = ({ triggers, store }: Service, pool: UserPool): PoolTriggers => {
  const { runs } = triggers;
  return {
    list: () => runs.list(),
    count: (trigger) => runs.count(trigger),
    clear: () => runs.clear(),
    settled: () => runs.settled(),
    use: (functions) => {
      const problems = functionProblems(functions, 'triggers');
      if (problems.length > 0) throw new Error(problems.join('\n'));
      triggers.use(functionSource(functions));
    },
    get senderKey() {
      return { ...senderKey(store.refreshTokenKey), keyName: senderKeyOf(pool) };
    },
  };
};
