import type { LoggerService } from '@nestjs/common';
import { destination, pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { withoutCardNumbers } from '@daybook/contracts';
import type { ServiceConfig } from './config';
import { reasonOf } from './failures';
import { logContext } from './log-context';
import { withoutSecrets } from './log-secrets';
import { sourceLinesOf } from './source-lines';

/** Bytes of lines that are written together, and milliseconds after which fewer are. */
const WRITE_AT_ONCE = 4_096;
const WRITE_AFTER_MS = 100;

/** Structured logs of one service; also what Nest itself writes to. */
export class ServiceLogger implements LoggerService {
  constructor(private readonly pino: PinoLogger) {}

  /** A logger that adds fields to each line. */
  with(fields: Record<string, unknown>): ServiceLogger {
    return new ServiceLogger(this.pino.child(withoutSecrets(fields)));
  }

  info(message: string, fields: Record<string, unknown> = {}): void {
    this.pino.info(fields, message);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.pino.debug({ context: rest.at(-1) }, String(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.pino.debug(fieldsOf(rest), String(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.pino.trace(fieldsOf(rest), String(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.pino.warn(fieldsOf(rest), String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.pino.error(fieldsOf(rest), message instanceof Error ? message.message : String(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.pino.fatal(fieldsOf(rest), String(message));
  }
}

function fieldsOf(rest: unknown[]): object {
  const last = rest.at(-1);
  if (last instanceof Error) return { err: last };
  if (last !== null && typeof last === 'object') return last;
  return rest.length === 0 ? {} : { context: last };
}

/** What a log line says of an error: no values of a statement, which databases and ORMs write into theirs. */
export function describeError(error: Error): object {
  const { code, constraint, table, cause } = error as Error & {
    code?: unknown;
    constraint?: unknown;
    table?: unknown;
  };
  const message = reasonOf(error);
  return {
    type: error.name,
    message,
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    stack: stackOf(error, message),
    ...(cause instanceof Error && cause !== error ? { cause: describeError(cause) } : {}),
  };
}

function stackOf(error: Error, message: string): string | undefined {
  const frames = error.stack?.replace(error.message, message).split('\n').slice(0, 12).join('\n');
  return frames === undefined ? undefined : sourceLinesOf(frames);
}

let written: DestinationStream | undefined;

/**
 * Standard output, written by the piece: a line at a time would cost a busy service more than its requests do. The
 * stream's own periodic flush writes ten times a second where nothing is to be written.
 */
function output(): DestinationStream {
  if (written !== undefined) return written;
  const stream = destination({ fd: 1, sync: false, minLength: WRITE_AT_ONCE });
  let flushing: NodeJS.Timeout | undefined;
  const flush = (): void => {
    flushing = undefined;
    stream.flush();
  };
  written = {
    write: (line) => {
      stream.write(line);
      flushing ??= setTimeout(flush, WRITE_AFTER_MS).unref();
    },
  };
  return written;
}

/** Makes the logger of a service. JSON lines by default; `LOG_FORMAT=pretty` is for people's eyes. */
export function serviceLogger(
  service: string,
  config: Pick<ServiceConfig, 'logLevel' | 'logFormat'>,
): ServiceLogger {
  return new ServiceLogger(
    pino(
      {
        level: config.logLevel,
        base: { service, pid: process.pid },
        timestamp: pino.stdTimeFunctions.isoTime,
        mixin: logContext,
        serializers: { err: describeError },
        // pino's own redaction took most of the time of a line.
        formatters: { log: withoutSecrets },
        // Whatever a line cites, and whoever wrote it.
        hooks: { streamWrite: withoutCardNumbers },
        ...(config.logFormat === 'pretty'
          ? { transport: { target: 'pino-pretty', options: { translateTime: 'HH:MM:ss.l', ignore: 'pid' } } }
          : {}),
      },
      ...(config.logFormat === 'pretty' ? [] : [output()]),
    ),
  );
}
