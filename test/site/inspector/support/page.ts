import { unescapeHtml, type Answer } from '../../../support/browser.js';

/** The page of the inspector as its reader has it: text alone, with what a step says behind its name. */
export const textOf = ({ text }: Answer): string =>
  unescapeHtml(text.replaceAll(/<svg[\s\S]*?<\/svg>|<[^>]+>/g, ' ')).replaceAll(/\s+/g, ' ');

/** The steps of the story that is shown, as they are listed. */
export const stepsOf = ({ text }: Answer): readonly string[] =>
  [...text.matchAll(/<span class="step-title">([^<]*)<\/span>/g)].map(([, title = '']) => title.trim());

/** The steps as they are drawn. */
export const drawnIn = ({ text }: Answer): readonly string[] =>
  [...text.matchAll(/<tspan class="number">\d+<\/tspan> ([^<]*)<\/text>/g)].map(([, label = '']) =>
    label.trim(),
  );

/** The stories that were recorded, each with what became of it, the newest first. */
export const storiesOf = ({ text }: Answer): readonly string[] =>
  [
    ...text.matchAll(/<a href="[^"]*\/inspector\/\d+"[^>]*><strong>([^<]*)<\/strong> <span[^>]*>([^<]*)</g),
  ].map(([, name = '', ending = '']) => `${name} ${ending}`);
