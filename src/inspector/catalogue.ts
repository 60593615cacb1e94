import { refreshSteps, signOutSteps } from './later-steps.js';
import { signInSteps } from './sign-in-steps.js';
import type { StepKind } from './step-kinds.js';

const steps = { ...signInSteps, ...refreshSteps, ...signOutSteps };

/** Every kind of step that there is. */
export type StepName = keyof typeof steps;

/** What each step is, which checks it makes, which rule asks for them, and where in the code it is done. */
export const catalogue: Readonly<Record<StepName, StepKind>> = steps;

/** Every file that a step names. */
export const filesNamed: ReadonlySet<string> = new Set(
  Object.values(catalogue).flatMap(({ where }) => where.map(({ file }) => file)),
);
