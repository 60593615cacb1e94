const ms = (value) => (value === undefined ? '-' : String(Math.round(value)));
const pair = ({ p50, p99 }) => `${ms(p50)} / ${ms(p99)}`;
const list = (counts) =>
  Object.entries(counts)
    .map(([what, count]) => `${what}: ${count}`)
    .join(', ');

/** One row for each attack, as Markdown. */
export const printTable = (rows, seconds) => {
  const lines = [
    [
      'attack',
      '/healthz p50 / p99 ms',
      'public page',
      'session page',
      'asked, errors',
      `CPU s in ${seconds} s`,
      'memory MB before, most, after',
      'heap MB before, after',
      'what the attacker saw',
      'closed by the site',
    ],
    Array.from({ length: 10 }, () => '---'),
    ...rows.map(({ name, cpu, figures, before, peak, after, report, closed }) => {
      const all = Object.values(figures);
      const sum = (what) => all.reduce((total, one) => total + one[what], 0);
      return [
        name,
        pair(figures.health),
        pair(figures.public),
        pair(figures.session),
        `${sum('asked')}, ${sum('errors')}`,
        cpu.toFixed(1),
        `${before.rssMb}, ${peak}, ${after.rssMb}`,
        `${before.heapMb}, ${after.heapMb}`,
        list(report),
        list(closed),
      ];
    }),
  ];
  process.stdout.write(`${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`);
};
