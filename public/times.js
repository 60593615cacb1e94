// Times arrive from the server ready to read, in UTC. With this script they follow the reader's clock and time zone.
const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const { lang } = document.documentElement;
const relative = new Intl.RelativeTimeFormat(lang);
const absolute = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

const phraseFor = (distanceMs) => {
  const lengthMs = Math.abs(distanceMs);
  if (lengthMs < 60_000) return relative.format(distanceMs > 0 ? 1 : -1, 'minute');
  const [unit, unitMs] = units.find(([, unitMs]) => lengthMs >= 1.5 * unitMs) ?? units[2];
  return relative.format(Math.round(distanceMs / unitMs), unit);
};

const times = [...document.querySelectorAll('time[datetime]')].map((element) => ({
  phrase: element.querySelector('.phrase'),
  exact: element.querySelector('.exact'),
  atMs: Date.parse(element.dateTime),
}));

for (const { exact, atMs } of times) if (exact) exact.textContent = ` ${absolute.format(atMs)}`;

const tick = () => {
  for (const { phrase, atMs } of times) if (phrase) phrase.textContent = phraseFor(atMs - Date.now());
};
setInterval(tick, 30_000);
document.addEventListener('visibilitychange', tick);
