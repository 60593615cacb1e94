// After a run of Jest (`globalTeardown`).
import { rmSync } from 'node:fs';

const afterTheRun = () => {
  rmSync(process.env.TEST_RUN_FOLDER, { recursive: true, force: true });
};

export default afterTheRun;
