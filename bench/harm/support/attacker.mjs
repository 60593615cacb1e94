// Runs one attack for so many seconds, reports what it did, and ends.
const [name, seconds, target] = process.argv.slice(2);
const { attack } = await import(`../attacks/${name}.mjs`);
const endsAt = performance.now() + Number(seconds) * 1000;
const counts = {};
await attack({
  ...JSON.parse(target),
  isOver: () => performance.now() >= endsAt,
  /** Notes what became of something. */
  count: (what, by = 1) => {
    counts[what] = (counts[what] ?? 0) + by;
  },
});
process.send(counts, () => process.exit());
