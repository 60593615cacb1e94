/** One line of Prometheus's text format. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const line = /^(\w+)(?:\{(.*)\})? (\S+)$/;
const label = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** Every sample of a text that `/metrics` gives. Throws for a line that is none. */
export const samplesIn = (text: string): readonly Sample[] =>
  text
    .split('\n')
    .filter((one) => one !== '' && !one.startsWith('#'))
    .map((one) => {
      const [, name = '', labels = '', value = ''] = line.exec(one) ?? [];
      if (name === '' || Number.isNaN(Number(value))) throw new Error(`No sample: ${one}`);
      const pairs = [...labels.matchAll(label)].map(([, key = '', word = '']) => [key, word] as const);
      return { name, labels: Object.fromEntries(pairs), value: Number(value) };
    });

/** The sum of the samples of this name that have at least these labels; `undefined` where there is none. */
export const valueOf = (
  text: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined => {
  const found = samplesIn(text).filter(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([key, word]) => sample.labels[key] === word),
  );
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
};
