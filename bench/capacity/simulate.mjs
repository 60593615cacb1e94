/**
 * A few hours of a site, a tenth of a second at a time: people who ask for pages at random moments, replicas that refresh tokens in
 * their last minute and rest for a while when the pool refuses, and a pool that grants so many requests a second (what it
 * did not grant in one second it grants in the next, but saves up no more than that).
 * The same seed gives the same numbers.
 */
export const simulate = ({
  people,
  lifeMinutes,
  secondsBetweenPages,
  quota,
  replicas,
  outageMinutes = 0,
  arriveWithinMinutes,
  jitterMinutes = 0,
  restSeconds = restFromTooMuchSeconds,
}) => {
  const random = createRandom(7);
  const life = lifeMinutes * 60;
  const isWave = arriveWithinMinutes !== undefined;
  const outage = { from: 300, to: 300 + outageMinutes * 60 };
  // A wave is watched until its refreshes are over, anything else for a while around the outage.
  const seconds = isWave ? life + arriveWithinMinutes * 60 + 300 : 1800;
  const endsAt = new Float64Array(people);
  const refreshFrom = new Float64Array(people);
  const restsUntil = new Float64Array(replicas).fill(-1);
  const calendar = Array.from({ length: seconds * ticks }, () => []);
  const seen = { mostAsked: 0, mostGranted: 0, throttled: 0, pagesOnGrace: 0, pagesRefused: 0, lastLate: 0 };

  const isDue = (person, second) => endsAt[person] - second <= refreshFrom[person];
  const give = (person, endSecond) => {
    endsAt[person] = endSecond;
    refreshFrom[person] = 60 + random() * jitterMinutes * 60;
  };
  const planNext = (person, after) => {
    const next = Math.floor((after - Math.log(1 - random()) * secondsBetweenPages) * ticks) + 1;
    calendar[next]?.push(person);
  };
  for (let person = 0; person < people; person += 1) {
    const arrivesAt = isWave ? random() * arriveWithinMinutes * 60 : 0;
    give(person, isWave ? arrivesAt + life : random() * (life - 60) + 60);
    planNext(person, arrivesAt);
  }

  let bucket = quota;
  const perSecond = { asked: 0, granted: 0 };
  calendar.forEach((visitors, tick) => {
    const second = tick / ticks;
    if (tick % ticks === 0) {
      seen.mostAsked = Math.max(seen.mostAsked, perSecond.asked);
      seen.mostGranted = Math.max(seen.mostGranted, perSecond.granted);
      Object.assign(perSecond, { asked: 0, granted: 0 });
    }
    bucket = Math.min(quota, bucket + quota / ticks);
    const isAway = second >= outage.from && second < outage.to;
    for (const person of visitors) {
      const replica = Math.floor(random() * replicas);
      if (isDue(person, second) && second >= restsUntil[replica]) {
        perSecond.asked += 1;
        if (!isAway && bucket >= 1) {
          bucket -= 1;
          perSecond.granted += 1;
          give(person, second + life);
        } else {
          if (!isAway) seen.throttled += 1;
          restsUntil[replica] = second + (isAway ? restAfterOutageSeconds : restSeconds);
        }
      }
      const overdue = second - endsAt[person];
      if (overdue >= 0) seen.lastLate = second;
      if (overdue >= graceSeconds) seen.pagesRefused += 1;
      else if (overdue >= 0) seen.pagesOnGrace += 1;
      planNext(person, second);
    }
  });
  return {
    ...seen,
    overAfterSeconds: outageMinutes === 0 ? undefined : Math.max(0, seen.lastLate - outage.to),
  };
};

const ticks = 10;
// As in src/auth/refresh/refresh.ts and the default of POOL_OUTAGE_GRACE_MINUTES.
const restAfterOutageSeconds = 2;
const restFromTooMuchSeconds = 0.5;
const graceSeconds = 15 * 60;

// mulberry32: small, and good enough for arrivals.
const createRandom = (seed) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
