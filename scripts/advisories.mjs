// `npm run advisories`: what is known against the packages of the lockfile. Ends with 1 when something of weight high or
// critical reaches what production runs, and with 2 when the registry did not answer: silence is no good news.
// With two files it reads an answer and a lockfile that somebody kept, in place of asking.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const failing = new Set(['high', 'critical']);

const askRegistry = () =>
  spawnSync('npm', ['audit', '--json'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  }).stdout;

const readReport = (text) => {
  try {
    const report = JSON.parse(text);
    return report.auditReportVersion === 2 ? report : undefined;
  } catch {
    return undefined;
  }
};

// Each package of the answer says where its copies lie, and what is known of it itself: objects. A text among these is
// the name of another package that it only passes on, and that one is in the answer too.
const findingsIn = ({ vulnerabilities }, { packages }) =>
  Object.values(vulnerabilities).flatMap(({ name, via, nodes, fixAvailable }) => {
    const known = via.filter((one) => typeof one === 'object');
    const copies = nodes.map((path) => packages[path] ?? {});
    const isProduction = copies.some(({ dev }) => dev !== true);
    const versions = [...new Set(copies.map(({ version = '?' }) => version))];
    return known.map(({ severity, title, url }) => ({
      name: `${name} ${versions.join(', ')}`,
      severity,
      isProduction,
      title,
      url,
      fix: fixOf(fixAvailable),
    }));
  });

const fixOf = (fix) => {
  if (fix === true) return 'npm audit fix';
  if (fix === false) return 'none yet';
  return `${fix.name} ${fix.version}${fix.isSemVerMajor ? ' (another major version)' : ''}`;
};

const [reportFile, lockFile = 'package-lock.json'] = process.argv.slice(2);
const report = readReport(reportFile === undefined ? askRegistry() : readFileSync(reportFile, 'utf8'));
if (report === undefined) {
  console.error('The registry gave no list of advisories. Ask again later, or another registry.');
  process.exit(2);
}

const findings = findingsIn(report, JSON.parse(readFileSync(lockFile, 'utf8')));
for (const { severity, isProduction, name, title, url, fix } of findings) {
  console.log(`${severity}, ${isProduction ? 'production' : 'development'}: ${name}: ${title}`);
  console.log(`  ${url}; fixed by: ${fix}`);
}

const grave = findings.filter(({ severity, isProduction }) => isProduction && failing.has(severity));
console.log(`${findings.length} known, ${grave.length} of them high or critical in production`);
process.exit(grave.length === 0 ? 0 : 1);
