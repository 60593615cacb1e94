// A peer in a process of its own: serve.mjs NAME, with what it is to know as JSON in BENCH_OPTIONS.
// What it has to say about MemoryStore is known.
console.warn = () => undefined;

const [name] = process.argv.slice(2);
const options = JSON.parse(process.env.BENCH_OPTIONS ?? '{}');
const { serve } = await import(`../peers/${name}.mjs`);
const { app, fill } = await serve(options);
const answerFill = async ({ id, count }) => {
  await fill(count);
  process.send({ id });
};
process.on('message', (message) => {
  if (message.ask === 'fill') void answerFill(message);
});
app.listen(options.port, '127.0.0.1');
