// npm run bench:where: whose time a page and a sign-in take, as tables and as one picture (docs/images/where-the-time-goes.svg).
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { installPeers } from './support/install.mjs';

installPeers();
const { takeCores } = await import('./support/cores.mjs');
const { startWorld } = await import('./support/world.mjs');
const { createBrowser } = await import('./support/browser.mjs');
const { measuredLoad } = await import('./support/load.mjs');
const { sharesOf } = await import('./support/shares.mjs');
const { pageRequest } = await import('./cases/page.mjs');

const seconds = 6;
const signIns = 1000;
const leastShown = 0.015;

const cores = takeCores();
const world = await startWorld({ names: ['site-profiled', 'site-memory'], cores });

/** The second time counts: by then the code is compiled. */
const profileOf = async (server, work) => {
  await work();
  await server.ask('start profile');
  await work();
  const { profile } = await server.ask('stop profile');
  return sharesOf(profile);
};

const profileBoth = async () => {
  await world.learnPageLength();
  const server = await world.start('site-profiled');
  const request = await pageRequest(server);
  const browser = createBrowser(server);
  const page = await profileOf(server, () => measuredLoad(server, request, { seconds }));
  const signIn = await profileOf(server, async () => {
    for (let nth = 0; nth < signIns; nth += 1) await browser.signIn();
  });
  return [
    { title: 'A page of somebody who is signed in', shares: page },
    { title: 'A whole sign-in', shares: signIn },
  ];
};

const shownOf = (shares) => {
  const shown = shares.filter(([, share]) => share >= leastShown);
  const rest = shares.slice(shown.length).reduce((sum, [, share]) => sum + share, 0);
  return [...shown, ['all others', rest]];
};

const percent = (share) => `${(share * 100).toFixed(1)} %`;

const tableOf = ({ title, shares }) =>
  [`## ${title}`, '', '| whose | share |', '| --- | --- |']
    .concat(shownOf(shares).map(([name, share]) => `| ${name} | ${percent(share)} |`))
    .join('\n');

const rowHeight = 22;
const widest = 380;

const barsOf = ({ title, shares }, top) => {
  const rows = shownOf(shares);
  const longest = Math.max(...rows.map(([, share]) => share));
  const bars = rows.map(([name, share], nth) => {
    const y = top + 34 + nth * rowHeight;
    const width = Math.max(1, (share / longest) * widest).toFixed(0);
    return `<text x="190" y="${y + 12}" text-anchor="end">${name}</text><rect x="200" y="${y}" width="${width}" height="15" rx="2"/><text x="${208 + Number(width)}" y="${y + 12}">${percent(share)}</text>`;
  });
  return {
    text: `<text x="16" y="${top + 20}" class="title">${title}</text>${bars.join('')}`,
    bottom: top + 44 + rows.length * rowHeight,
  };
};

const pictureOf = (profiles) => {
  let top = 8;
  const parts = profiles.map((profile) => {
    const { text, bottom } = barsOf(profile, top);
    top = bottom;
    return text;
  });
  const style =
    'text{font:13px system-ui,sans-serif;fill:#24292f}.title{font-weight:600}rect{fill:#4f46e5}@media(prefers-color-scheme:dark){text{fill:#d0d7de}rect{fill:#818cf8}}';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 ${top + 8}" role="img" aria-label="Whose time it is"><style>${style}</style>${parts.join('')}</svg>\n`;
};

try {
  const profiles = await profileBoth();
  for (const profile of profiles) console.log(`${tableOf(profile)}\n`);
  const file = fileURLToPath(new URL('../docs/images/where-the-time-goes.svg', import.meta.url));
  await writeFile(file, pictureOf(profiles));
  console.log(`As a picture: ${file}`);
} finally {
  await world.stop();
}
