/** The values that a label may have: all of them by name, or as many as the code has places for. */
export type LabelValues = readonly string[] | { readonly most: number };

/** What one metric is called, means, and is told apart by. */
export interface Definition<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labels: Readonly<Record<Label, LabelValues>>;
}

/** A metric as `/metrics` and the documentation show it. */
export interface Family extends Definition<string> {
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** Its series, as lines of the text format. */
  lines(): readonly string[];
}

/** One series of a counter. */
export interface Count {
  add(by?: number): void;
}

/** One series of a gauge. */
export interface Level {
  set(value: number): void;
}

/** One series of a histogram. */
export interface Spread {
  observe(value: number): void;
}

/** A metric, and the way to its series. Whoever needs one often asks for it once and keeps it. */
export interface Instrument<Label extends string, Series> extends Family {
  of(labels: Readonly<Record<Label, string>>): Series;
}

/** What stands for every value that is not among those of its label. */
export const otherValue = 'other';

// So many series at the most begin at zero, so that the first event of a kind is an increase as well.
const mostAtZero = 64;

export const counter = <Label extends string>(definition: Definition<Label>): Instrument<Label, Count> => {
  const { name } = definition;
  return instrument('counter', definition, (labels) => {
    let total = 0;
    return {
      series: {
        add: (by = 1) => {
          total += by;
        },
      },
      lines: () => [line(name, labels, total)],
    };
  });
};

export const gauge = <Label extends string>(definition: Definition<Label>): Instrument<Label, Level> => {
  const { name } = definition;
  return instrument('gauge', definition, (labels) => {
    let current = 0;
    return {
      series: {
        set: (value) => {
          current = value;
        },
      },
      lines: () => [line(name, labels, current)],
    };
  });
};

/** `buckets`: upper bounds, in rising order and in the unit of what is observed. */
export const histogram = <Label extends string>({
  buckets,
  ...definition
}: Definition<Label> & { readonly buckets: readonly number[] }): Instrument<Label, Spread> => {
  const { name } = definition;
  return instrument('histogram', definition, (labels) => {
    // The last one is for what is above every bound.
    const counts = Array.from({ length: buckets.length + 1 }, () => 0);
    let sum = 0;
    const lines = (): readonly string[] => {
      let count = 0;
      const upTo = [...buckets, '+Inf'].map((bound, index) => {
        count += counts[index] ?? 0;
        return line(`${name}_bucket`, [`le="${bound}"`, ...labels], count);
      });
      return [...upTo, line(`${name}_sum`, labels, sum), line(`${name}_count`, labels, count)];
    };
    const observe = (value: number): void => {
      let index = 0;
      while (index < buckets.length && value > (buckets[index] ?? 0)) index += 1;
      counts[index] = (counts[index] ?? 0) + 1;
      sum += value;
    };
    return { series: { observe }, lines };
  });
};

/** The text that Prometheus reads (exposition format 0.0.4). */
export const exposition = (families: readonly Family[]): string =>
  families
    .map((family) =>
      [
        `# HELP ${family.name} ${family.help}`,
        `# TYPE ${family.name} ${family.type}`,
        ...family.lines(),
        '',
      ].join('\n'),
    )
    .join('\n');

interface Kept<Series> {
  readonly series: Series;
  readonly lines: () => readonly string[];
}

const instrument = <Label extends string, Series>(
  type: Family['type'],
  definition: Definition<Label>,
  make: (labels: readonly string[]) => Kept<Series>,
): Instrument<Label, Series> => {
  const bounds = Object.entries<LabelValues>(definition.labels).map(([name, values]) => bound(name, values));
  const kept = new Map<string, Kept<Series>>();

  const add = (values: readonly string[]): Kept<Series> => {
    const key = values.map((value) => `${value}\n`).join('');
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(bounds.map(({ name }, index) => `${name}="${escaped(values[index] ?? '')}"`));
    kept.set(key, made);
    return made;
  };

  if (type !== 'gauge') for (const values of everyCombination(bounds)) add(values);

  return {
    ...definition,
    type,
    of(labels) {
      // For each request of the site, so it makes nothing but this one text.
      let key = '';
      for (const { name } of bounds) key += `${labels[name as Label]}\n`;
      const known = kept.get(key);
      return (known ?? add(bounds.map(({ name, within }) => within(labels[name as Label])))).series;
    },
    lines: () => [...kept.values()].flatMap(({ lines }) => lines()),
  };
};

interface Bound {
  readonly name: string;
  /** Every value, where they have names. */
  readonly all: readonly string[] | undefined;
  readonly within: (value: string) => string;
}

const bound = (name: string, values: LabelValues): Bound => {
  const known = new Set('most' in values ? [] : values);
  const most = 'most' in values ? values.most : 0;
  const within = (value: string): string => {
    if (known.has(value)) return value;
    if (known.size >= most) return otherValue;
    known.add(value);
    return value;
  };
  return { name, all: 'most' in values ? undefined : values, within };
};

/** Every combination of values, where all of them have names and they are few. */
const everyCombination = (bounds: readonly Bound[]): readonly (readonly string[])[] => {
  let combinations: readonly (readonly string[])[] = [[]];
  for (const { all } of bounds) {
    if (all === undefined) return [];
    combinations = combinations.flatMap((begun) => all.map((value) => begun.concat(value)));
    if (combinations.length > mostAtZero) return [];
  }
  return combinations;
};

const line = (name: string, labels: readonly string[], value: number): string =>
  labels.length === 0 ? `${name} ${value}` : `${name}{${labels.join(',')}} ${value}`;

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
