import { join } from 'node:path';
import type { Secrets } from '../secrets';
import type { Part } from '../processes/supervised';
import { MAILBOX } from './environment';
import type { PartName, ServiceName, SystemOptions } from './system-options';

/** Where a system keeps its logs and its processes' ids, and who hears of warnings. */
export interface PartPlace {
  /** Folder of the compiled programs. */
  readonly programs: string;
  readonly logs: string;
  readonly pids: string;
  readonly onWarning: (name: string, line: string) => void;
}

/** Variables that a child process gets from us; the rest (secrets of others) stays here. */
const INHERITED = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'TZ',
  'LOG_LEVEL',
  'METRICS_TOKEN',
  'DAYBOOK_CLOCK_OFFSET_MS',
  'DAYBOOK_CLOCK_FILE',
  'NODE_EXTRA_CA_CERTS',
];

/** A service as a process of its own. Ready when `GET /health/ready` answers 200. */
export function servicePart(
  place: PartPlace,
  name: PartName,
  service: ServiceName,
  port: number,
  env: Record<string, string>,
): Part {
  const script = serviceProgram(place.programs, service);
  return nodePart(
    place,
    name,
    [script],
    { HTTP_PORT: String(port), ...env },
    `http://127.0.0.1:${port}/health/ready`,
  );
}

/** The sandbox, that plays the payment processor, fulfillment houses, billing engines and plugins. */
export function sandboxPart(
  place: PartPlace,
  home: string,
  port: number,
  secrets: Secrets,
  { sandboxEnv, env: more }: Pick<SystemOptions, 'sandboxEnv' | 'env'> = {},
): Part {
  const script = sandboxProgram(place.programs);
  const env = {
    SANDBOX_PORT: String(port),
    SANDBOX_HOME: join(home, 'sandbox'),
    PROCESSOR_KEY: secrets.password('processor-key'),
    PLUGIN_SECRET: secrets.pluginSecret(),
    ...sandboxEnv,
    ...more?.all,
  };
  return nodePart(place, 'sandbox', [script], env, `http://127.0.0.1:${port}/health/ready`);
}

/** The mail catcher: takes every mail and shows it on a page, where it can be answered. */
export function mailPart(
  place: PartPlace,
  home: string,
  ports: Record<'smtp' | 'mail' | 'inboundSmtp', number>,
): Part {
  const script = mailProgram(place.programs);
  const env = {
    SMTP_PORT: String(ports.smtp),
    MAIL_PORT: String(ports.mail),
    MAIL_HOME: join(home, 'mail'),
    INBOUND_SMTP_URL: `smtp://127.0.0.1:${ports.inboundSmtp}`,
    CASES_MAILBOX: MAILBOX,
  };
  return nodePart(place, 'mail', [script], env, `http://127.0.0.1:${ports.mail}/health/ready`);
}

/** The compiled program of a service. */
export function serviceProgram(programs: string, service: ServiceName): string {
  return join(programs, 'apps', service, 'src', 'main.js');
}

/** The compiled program of the sandbox. */
export function sandboxProgram(programs: string): string {
  return join(programs, 'deploy', 'sandbox', 'main.js');
}

/** The compiled program of the mail catcher. */
export function mailProgram(programs: string): string {
  return join(programs, 'deploy', 'sandbox', 'mails', 'main.js');
}

function nodePart(
  place: PartPlace,
  name: PartName,
  [script, ...args]: [string, ...string[]],
  env: Record<string, string>,
  readyUrl: string,
): Part {
  const inherited = Object.fromEntries(
    [...INHERITED, ...tracingVariables()].map((key) => [key, process.env[key]]),
  );
  return {
    name,
    command: {
      file: process.execPath,
      args: [script, ...args],
      env: { ...inherited, NODE_ENV: 'production', ...env },
      logFile: join(place.logs, `${name}.log`),
      stopSignal: 'SIGTERM',
      mark: script,
      onLine: (line) => {
        const warning = warningIn(line);
        if (warning !== undefined) place.onWarning(name, warning);
      },
    },
    pidFile: join(place.pids, `${name}.pid`),
    isReady: () => answersOk(readyUrl),
  };
}

/** OpenTelemetry's own variables, by which traces are asked for. */
function tracingVariables(): string[] {
  return Object.keys(process.env).filter((key) => key.startsWith('OTEL_'));
}

/** What a line of a structured log says when it is a warning or worse (pino: level 40 and above). */
function warningIn(line: string): string | undefined {
  if (!/^\{"level":[456]0,/.test(line)) return undefined;
  try {
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } };
    const text = [msg, err?.message === msg ? undefined : err?.message].filter(Boolean).join(': ');
    return text.length > 400 ? `${text.slice(0, 400)}…` : text;
  } catch {
    return line; // cut short when it was killed
  }
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false; // not there yet
  }
}
