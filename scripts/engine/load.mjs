// What people do while something happens to what serves them: some are signed in and ask for a page again and again, others sign in
// and out. What became of it is told by step.

const now = () => performance.now();

const newStep = () => ({
  startedAt: now(),
  underWay: new Set(),
  requests: 0,
  askedAgain: 0,
  lost: [],
  signedOut: new Set(),
  signIns: 0,
  signInsLost: [],
  answeredAt: [],
});

const tally = (words) => {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${word}: ${count}`).join(', ');
};

/** The longest stretch without a page that came as it should. */
const longestGapMs = ({ startedAt, answeredAt }, endedAt) => {
  const times = [startedAt, ...answeredAt, endedAt].toSorted((one, other) => one - other);
  return Math.max(...times.slice(1).map((time, index) => time - times[index]));
};

const reasonOf = (error) => error.code ?? error.message;

/** What the site says of itself on the page that came instead. */
const codeIn = ({ status, text }) => [status, /<dd><code>([a-z_]+)<\/code>/.exec(text)?.[1]].join(' ').trim();

/**
 * `people` are signed-in browsers, each request is of the next one, `perSecond` of all together. `perMinute` times another browser
 * signs in, is shown its account, and signs out.
 */
export const startLoad = ({ site, people, perSecond, newcomer, perMinute }) => {
  let step = newStep();

  const ask = async (into, person) => {
    into.requests += 1;
    try {
      const answer = await person.send(`${site}/account`);
      const { status, location } = answer;
      if (answer.isSecondTry === true) into.askedAgain += 1;
      if (status === 200) into.answeredAt.push(now());
      else into.lost.push(codeIn(answer));
      if (status === 401 || location !== undefined) into.signedOut.add(person);
    } catch (error) {
      into.lost.push(reasonOf(error));
    }
  };

  const comeAndGo = async (into) => {
    into.signIns += 1;
    try {
      const browser = newcomer();
      await browser.signIn('grace@example.com');
      await browser.signOut();
    } catch (error) {
      into.signInsLost.push(reasonOf(error));
    }
  };

  const startedAt = now();
  let asked = 0;
  let came = 0;
  const begin = (work) => {
    const { underWay } = step;
    const promise = work.finally(() => underWay.delete(promise));
    underWay.add(promise);
  };
  const clock = setInterval(() => {
    const seconds = (now() - startedAt) / 1000;
    // Never a burst after this process has been busy itself: that would be another load than the one promised.
    for (const due = Math.min(seconds * perSecond, asked + 4); asked < due; asked += 1)
      begin(ask(step, people[asked % people.length]));
    for (; came < (seconds * perMinute) / 60; came += 1) begin(comeAndGo(step));
  }, 5);

  /** What has been since the last time it was asked, once all of it is answered. */
  const take = async () => {
    const taken = step;
    step = newStep();
    const endedAt = step.startedAt;
    await Promise.all(taken.underWay);
    return {
      seconds: Math.round((endedAt - taken.startedAt) / 1000),
      requests: taken.requests,
      // A kept connection that was closed just then.
      askedAgain: taken.askedAgain,
      lost: tally(taken.lost),
      signIns: taken.signIns,
      signInsLost: tally(taken.signInsLost),
      signedOut: taken.signedOut.size,
      longestGapMs: Math.round(longestGapMs(taken, endedAt)),
    };
  };

  return {
    take,
    stop: () => {
      clearInterval(clock);
      return take();
    },
  };
};
