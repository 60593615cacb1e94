import { catalogue } from './catalogue.js';
import { lanes, type Lane } from './step-kinds.js';
import type { Step } from './steps.js';

/**
 * A sequence diagram in numbers. What lies sideways is in percent of the width and what lies downwards in pixels, so that one
 * drawing fits every screen with its letters as large as ever.
 */
export interface Drawing {
  readonly height: number;
  readonly lanes: readonly { readonly x: number; readonly label: readonly string[] }[];
  readonly rows: readonly Row[];
}

/** One step: an arrow from one lane to another, or a loop at one. */
export interface Row {
  readonly number: number;
  /** Where the step is described. */
  readonly href: string;
  readonly y: number;
  readonly from: number;
  readonly to: number;
  readonly isLoop: boolean;
  /** Whether the arrow points to the right. */
  readonly isForth: boolean;
  readonly label: string;
  /** Where the label stands, and which end of it. */
  readonly labelX: number;
  readonly anchor: 'start' | 'end';
  readonly look: 'done' | 'failed' | 'unseen';
}

const laneLabels: Readonly<Record<Lane, readonly string[]>> = {
  'browser': ['Browser'],
  'site': ['Site'],
  'hosted-ui': ['Hosted', 'UI'],
  'token': ['Token', 'endpoint'],
  'keys': ['Keys'],
  'store': ['Store'],
};

const headHeight = 44;
const rowHeight = 40;

/** Lays the steps out, with the lanes that take part in them. */
export const drawingOf = (steps: readonly Step[]): Drawing => {
  const used = new Set(steps.flatMap(({ name }) => [catalogue[name].from, catalogue[name].to]));
  const shown = lanes.filter((lane) => used.has(lane));
  const xOf = (lane: Lane): number => round(((shown.indexOf(lane) + 0.5) / shown.length) * 100);
  return {
    height: headHeight + steps.length * rowHeight + 16,
    lanes: shown.map((lane) => ({ x: xOf(lane), label: laneLabels[lane] })),
    rows: steps.map((step, index) => {
      const [from, to] = [xOf(catalogue[step.name].from), xOf(catalogue[step.name].to)];
      const isLeft = Math.min(from, to) < 50;
      return {
        number: index + 1,
        href: `#step-${index + 1}`,
        y: headHeight + index * rowHeight + 30,
        from,
        to,
        isLoop: from === to,
        isForth: to >= from,
        label: labelOf(step),
        labelX: isLeft ? Math.min(from, to) : Math.max(from, to),
        anchor: isLeft ? 'start' : 'end',
        look: lookOf(step),
      };
    }),
  };
};

const round = (percent: number): number => Math.round(percent * 100) / 100;

const labelOf = ({ name, times, request }: Step): string =>
  [catalogue[name].title, times > 1 ? `×${times}` : '', request === undefined ? '' : `(${request})`]
    .filter((part) => part !== '')
    .join(' ');

const lookOf = ({ name, failure }: Step): Row['look'] => {
  if (failure !== undefined) return 'failed';
  return isUnseen(name) ? 'unseen' : 'done';
};

/** Whether a step is done elsewhere, so that only its time is known here. */
export const isUnseen = (name: Step['name']): boolean => catalogue[name].to === 'hosted-ui';
