import { Router, type RequestHandler } from 'express';

/**
 * `/healthz` and `/readyz`, written exactly so: what a proxy hides from the world is one spelling of each, and no other
 * is answered.
 */
export const serveHealth = ({ healthz, readyz }: Health): Router =>
  Router({ strict: true, caseSensitive: true }).get('/healthz', healthz).get('/readyz', readyz);

/** Something that the site cannot do without. `check` throws while it is not there. */
export interface Part {
  readonly name: string;
  check(): Promise<void>;
}

export interface Health {
  /** Alive: touches nothing, so that a broken dependency does not get the process killed. */
  readonly healthz: RequestHandler;
  /** Ready: each part by name; 503 when one of them is not. */
  readonly readyz: RequestHandler;
  /** From now on the site is alive but not ready, so that load balancers send no more people here. */
  readonly startStopping: () => void;
}

export interface HealthOptions {
  readonly parts: readonly Part[];
  readonly onChecked?: (part: string, isReady: boolean) => void;
  /** An answer is good for this long, however many ask. */
  readonly freshForMs?: number;
  /** A part that takes longer is not ready. */
  readonly deadlineMs?: number;
  readonly now?: () => number;
}

interface Report {
  readonly isReady: boolean;
  readonly parts: Readonly<Record<string, string>>;
}

export const createHealth = ({
  parts,
  onChecked,
  freshForMs = 1000,
  deadlineMs = 1500,
  now = Date.now,
}: HealthOptions): Health => {
  let isStopping = false;
  let latest: { readonly report: Promise<Report>; readonly askedAtMs: number } | undefined;
  let isChecking = false;

  const checkAll = async (): Promise<Report> => {
    const states = await Promise.all(
      parts.map(async (part) => [part.name, await stateOf(part, deadlineMs)] as const),
    );
    for (const [name, state] of states) onChecked?.(name, state === 'ok');
    isChecking = false;
    return { isReady: states.every(([, state]) => state === 'ok'), parts: Object.fromEntries(states) };
  };

  const report = (): Promise<Report> => {
    // In both directions: an answer must not grow old because the clock was set back.
    if (latest === undefined || (!isChecking && Math.abs(now() - latest.askedAtMs) >= freshForMs)) {
      isChecking = true;
      latest = { report: checkAll(), askedAtMs: now() };
    }
    return latest.report;
  };

  return {
    healthz: (_request, response) => {
      response.json({ status: 'alive' });
    },
    readyz: async (_request, response) => {
      if (isStopping) {
        response.status(503).json({ status: 'stopping' });
        return;
      }
      const { isReady, parts } = await report();
      response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not ready', parts });
    },
    startStopping: () => {
      isStopping = true;
    },
  };
};

// Only a code is told: messages may name hosts, and anybody can ask.
const stateOf = async (part: Part, deadlineMs: number): Promise<string> => {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, deadlineMs, 'timeout');
  });
  const check = part.check().then(
    () => 'ok',
    (error: unknown) => codeOf(error),
  );
  try {
    return await Promise.race([check, deadline]);
  } finally {
    clearTimeout(timer);
  }
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^\w{1,64}$/.test(error.code)
    ? error.code
    : 'failed';
