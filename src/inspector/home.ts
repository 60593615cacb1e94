import type { Request } from 'express';
import { catalogue, type StepName } from './catalogue.js';
import type { Browsers } from './browsers.js';
import { createSources } from './sources.js';
import { stepsOf } from './steps.js';
import { endingOf, storiesOf } from './stories.js';
import { inWords } from './view.js';

/** One of the six steps that a sign-in is told in. */
export interface ShortStep {
  readonly text: string;
  readonly duration: string;
  /** The step in the inspector. */
  readonly href: string;
  /** The file that did it, as a name and a page of the inspector. */
  readonly file: string;
  readonly fileHref: string | undefined;
}

const afterAsking = [
  ['send-away', 'This site made three secrets and sent you to the hosted UI.'],
  ['callback', 'You came back with a code, and this browser was the one that had left.'],
  ['redeem', 'This site traded the code for tokens, with its own secret.'],
  ['verify', 'It verified the signature and the claims of both tokens.'],
  ['open', 'It opened a session and gave your browser one opaque cookie.'],
] as const satisfies readonly (readonly [StepName, string])[];

const short = {
  'sign-in': [['ask', 'You asked to sign in.'], ...afterAsking],
  'step-up': [['ask-more', 'You asked for a page that wants more.'], ...afterAsking],
} as const satisfies Readonly<Record<string, readonly (readonly [StepName, string])[]>>;

/** The last sign-in of this browser in six steps; `undefined` where none was recorded from its start to its end. */
export const createLastSignIn = (browsers: Pick<Browsers, 'known'>, basePath: string) => {
  const sources = createSources(basePath);
  return (request: Request): readonly ShortStep[] | undefined => {
    const stories = storiesOf(browsers.known(request)?.exchanges ?? []);
    const story = stories.find(
      (one) => (one.kind === 'sign-in' || one.kind === 'step-up') && endingOf(one) === 'done',
    );
    if (story === undefined) return undefined;
    const steps = stepsOf(story);
    const inShort = short[story.kind === 'step-up' ? 'step-up' : 'sign-in'];
    const told = inShort.flatMap(([name, text]): ShortStep[] => {
      const at = steps.findIndex((one) => one.name === name);
      const [place] = catalogue[name].where;
      if (at < 0 || place === undefined) return [];
      const ms = steps[at]?.durationMs;
      return [
        {
          text,
          duration: ms === undefined ? '' : inWords(ms),
          href: `${basePath}/inspector/${story.id}#step-${at + 1}`,
          file: place.file,
          fileHref: sources.hrefOf(place.file, place.name),
        },
      ];
    });
    return told.length === inShort.length ? told : undefined;
  };
};
