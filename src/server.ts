import { configOfProcess } from './config/process.js';
import { takenPort } from './ops/listen.js';
import { createLogOutput } from './ops/log-output.js';
import { createLog } from './ops/log.js';
import { logCrashes } from './ops/crash.js';
import { stopOnSignals } from './ops/shutdown.js';
import { openStorage } from './session-store.js';
import { startSite } from './site.js';

const config = configOfProcess();
const output = createLogOutput(process.stdout);
const log = createLog({ level: config.logLevel, destination: output });
logCrashes(log);

try {
  const storage = await openStorage(config, log);
  const { linesLost } = output;
  const site = await startSite({ config, log, storage, linesLost, withProcessMetrics: true });
  stopOnSignals(async () => {
    // Load balancers ask about every second whether to send people here.
    await site.stop({ noticeMs: config.isProduction ? 2500 : 0 });
    await output.drained({ withinMs: 500 });
  });
} catch (error) {
  const port = takenPort(error);
  if (port === undefined) throw error;
  process.stderr.write(
    `Port ${port} is taken by another program. Choose another with PORT (or METRICS_PORT).\n`,
  );
  process.exit(1);
}
