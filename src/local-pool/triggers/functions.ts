import { FailedRun } from './errors.js';
import type { TriggerEvent, TriggerFunctions } from './event-types.js';
import type { CallOptions, Handler, TriggerSource } from './handlers.js';
import { messageOf } from './reason.js';
import { isTriggerName, triggerNames } from './table.js';

const versions = ['V1_0', 'V2_0', 'V3_0'];
const tokenConfig = 'PreTokenGenerationConfig';

/** A function as Lambda has them: of event, context and, in the old style, a callback. */
type Lambda = (
  event: TriggerEvent,
  context: object,
  callback: (error?: unknown, event?: unknown) => void,
) => unknown;

/** Functions given in code, or exported by a module. */
export const functionSource = (
  functions: TriggerFunctions,
  by: 'function' | 'module' = 'function',
): TriggerSource => ({
  handler: (name) => {
    const given = functions[name] as Lambda | undefined;
    return given === undefined
      ? undefined
      : functionHandler(given.bind(functions), { by, takesCallback: given.length > 2 });
  },
  tokenVersion: () => functions[tokenConfig]?.LambdaVersion,
});

/** What is wrong with an object that is to be one of triggers, one line each. */
export const functionProblems = (given: object, name: string): readonly string[] =>
  Object.entries(given).flatMap(([member, value]: [string, unknown]) => {
    const path = `${name}.${member}`;
    if (member === tokenConfig) return versionProblems(value, path);
    if (!isTriggerName(member)) return [`${path} is no trigger; expected ${triggerNames.join(', ')}`];
    return value === undefined || typeof value === 'function'
      ? []
      : [`${path} must be a function of the event`];
  });

const versionProblems = (value: unknown, path: string): readonly string[] => {
  const version: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'LambdaVersion') : undefined;
  return versions.some((known) => known === version)
    ? []
    : [`${path}.LambdaVersion must be one of ${versions.join(', ')}`];
};

const functionHandler = (
  given: Lambda,
  { by, takesCallback }: { readonly by: Handler['by']; readonly takesCallback: boolean },
): Handler => ({
  by,
  // Its own copy: what it does to the event after its time is nobody's affair.
  call: async (event, options) => {
    try {
      return await run(given, structuredClone(event), { options, takesCallback });
    } catch (error) {
      throw new FailedRun({ kind: 'threw', message: messageOf(error) });
    }
  },
});

const run = (
  given: Lambda,
  event: TriggerEvent,
  { options, takesCallback }: { readonly options: CallOptions; readonly takesCallback: boolean },
): unknown =>
  new Promise((resolve, reject) => {
    const callback = (error?: unknown, answer?: unknown): void =>
      error === undefined || error === null ? resolve(answer) : reject(asError(error));
    const answer = given(event, options.context, callback);
    // An asynchronous function may take a callback and not use it.
    if (!takesCallback || answer !== undefined) resolve(answer);
  });

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
