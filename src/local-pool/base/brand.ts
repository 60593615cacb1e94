/** What the hosted pages wear, so that they look like the app that sends people there. */
export interface Brand {
  /** Stands above each page, in place of the app client's name. */
  readonly name?: string;
  /** The picture beside the name, and the icon of the tab: the text of an SVG file. */
  readonly icon?: string;
  /** The text of a stylesheet that sets what `views/local-pool/pool.css` sets at its top: colours by custom properties. */
  readonly style?: string;
}
