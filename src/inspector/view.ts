import { catalogue } from './catalogue.js';
import { drawingOf, isUnseen, type Drawing } from './drawing.js';
import type { Field } from './fields.js';
import { refreshTokenOf, type RefreshTokenView } from './refresh-token.js';
import type { Link } from './rules.js';
import type { Sources } from './sources.js';
import { durationOf, endingOf, type Ending, type Story, type StoryKind } from './stories.js';
import { failedCheckOf, stepsOf, type Step, type StepFailure } from './steps.js';
import type { TokenView } from './token-view.js';

/** A story as the page shows it. */
export interface StoryView extends StoryEntry {
  readonly drawing: Drawing;
  readonly steps: readonly StepView[];
  /** What it failed on, with the number of the step. */
  readonly failure: (StepFailure & { readonly step: number; readonly href: string }) | undefined;
  readonly tokens: readonly TokenView[];
  readonly refreshToken: RefreshTokenView | undefined;
}

/** A story in the list of all. */
export interface StoryEntry {
  readonly href: string;
  readonly name: string;
  readonly ending: Ending;
  readonly time: string;
  readonly duration: string;
}

export interface StepView {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly times: number;
  readonly why: string;
  readonly duration: string;
  readonly isUnseen: boolean;
  readonly sent: readonly Field[];
  readonly received: readonly Field[];
  readonly checks: readonly CheckView[];
  readonly read: readonly Link[];
  readonly where: readonly {
    readonly file: string;
    readonly name: string;
    readonly href: string | undefined;
  }[];
  readonly failure: StepFailure | undefined;
}

export interface CheckView {
  readonly text: string;
  readonly rule: Link | undefined;
  readonly state: 'passed' | 'failed' | 'not reached';
}

const names: Readonly<Record<StoryKind, string>> = {
  'sign-in': 'Sign-in',
  'step-up': 'Step-up: a stronger or newer proof',
  'silent-sign-in': 'Silent sign-in',
  'refresh': 'Refresh',
  'sign-out': 'Sign-out',
  'other': 'Page',
};

const laneNames = {
  'browser': 'browser',
  'site': 'site',
  'hosted-ui': 'hosted UI',
  'token': 'token endpoint',
  'keys': 'keys',
  'store': 'store',
} as const;

/** A story, ready for the list. */
export const storyEntry = (story: Story, basePath: string): StoryEntry => {
  const [first, ...others] = story.exchanges;
  const requests = story.kind === 'refresh' && others.length > 0 ? `, for ${others.length + 1} requests` : '';
  return {
    href: `${basePath}/inspector/${story.id}`,
    name: `${names[story.kind]}${requests}`,
    ending: endingOf(story),
    time: new Date(first.startedAtMs).toISOString().slice(11, 19),
    duration: inWords(durationOf(story)),
  };
};

interface Context {
  readonly basePath: string;
  readonly sources: Sources;
  /** All stories of this browser, for what only the others know. */
  readonly stories: readonly Story[];
}

/** A story, ready for its page. */
export const storyView = (story: Story, { basePath, sources, stories }: Context): StoryView => {
  const steps = stepsOf(story);
  const at = steps.findIndex(({ failure }) => failure !== undefined);
  const failure = steps[at]?.failure;
  return {
    ...storyEntry(story, basePath),
    drawing: drawingOf(steps),
    steps: steps.map((step, index) => stepView(step, index + 1, sources)),
    failure: failure && { ...failure, step: at + 1, href: `#step-${at + 1}` },
    tokens: steps.flatMap(({ tokens }) => tokens),
    refreshToken: refreshTokenOf(story, stories),
  };
};

const stepView = (step: Step, number: number, sources: Sources): StepView => {
  const { title, from, to, why, read = [], where } = catalogue[step.name];
  return {
    number,
    id: `step-${number}`,
    title: step.request === undefined ? title : `${title} (request ${step.request})`,
    from: laneNames[from],
    to: laneNames[to],
    times: step.times,
    why,
    duration: step.durationMs === undefined ? '' : inWords(step.durationMs),
    isUnseen: isUnseen(step.name),
    sent: step.sent,
    received: step.received,
    checks: checksOf(step),
    read,
    where: where.map(({ file, name }) => ({ file, name, href: sources.hrefOf(file, name) })),
    failure: step.failure,
  };
};

const checksOf = ({ name, failure }: Step): readonly CheckView[] => {
  const failed = failure === undefined ? Infinity : failedCheckOf(name, failure);
  return (catalogue[name].checks ?? []).map(({ text, rule }, index) => ({
    text,
    rule,
    state: stateOf(index, failed),
  }));
};

const stateOf = (index: number, failed: number): CheckView['state'] => {
  if (index === failed) return 'failed';
  return index < failed ? 'passed' : 'not reached';
};

/** `under 0.1 ms`, `0.4 ms`, `12 ms`, `3.4 s`. */
export const inWords = (ms: number): string => {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 0.1) return 'under 0.1 ms';
  return ms >= 10 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`;
};
