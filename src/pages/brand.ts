import { readFileSync } from 'node:fs';
import { publicDirectory } from './assets.js';

/** What a site is called that was given no name. */
export const usualSiteName = 'Cognito for Express';

/** What browsers paint around the page: the colour of the bar at its top, light and dark. */
export interface ThemeColours {
  readonly light: string;
  readonly dark: string;
}

/** The colour of the bar in a stylesheet of colours that is light first and dark then. Throws where it names none. */
export const themeColoursIn = (stylesheet: string): ThemeColours => {
  const [light, dark = light] = [...stylesheet.matchAll(/--surface:\s*(#[\da-f]{3,8});/gi)].map(
    ([, colour]) => colour,
  );
  if (light === undefined || dark === undefined)
    throw new Error('public/brand/colours.css must set --surface, as #rrggbb: light first, then dark');
  return { light, dark };
};

/** Of this site's own stylesheet. */
export const themeColours: ThemeColours = themeColoursIn(
  readFileSync(`${publicDirectory}/brand/colours.css`, 'utf8'),
);
