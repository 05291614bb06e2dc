import { existsSync, readFileSync } from 'node:fs';
import { plainToInstance, Type } from 'class-transformer';
import {
  getMetadataStorage,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';
import type { ClassOf } from '@daybook/contracts';

/** The environment a service starts with. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that every service has. Each field is read from the variable of its name in UPPER_SNAKE, or from the file that `<NAME>_FILE` names. */
export class ServiceConfig {
  /** postgres:// address of the service's own database. */
  @Matches(/^postgres(ql)?:\/\//, { message: 'must be a postgres:// address' })
  databaseUrl!: string;

  /** Connections to the database at most. */
  @Type(() => Number)
  @IsInt()
  @Min(3)
  @Max(100)
  databasePool = 10;

  /** nats:// address; several separated by commas. */
  @Matches(/^(nats|tls):\/\//, { message: 'must be a nats:// address' })
  natsUrl!: string;

  /** Credentials for NATS: the text of a creds file, or its path. None for a server without users. */
  @IsOptional()
  @IsString()
  natsCreds?: string;

  /** Copies that JetStream keeps of each stream: 1, or 3 and more in a cluster. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(5)
  natsReplicas = 1;

  @IsString()
  httpHost = '127.0.0.1';

  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  httpPort!: number;

  /** Public key (PEM, or its path) with which the gateway's actor tokens are verified. */
  @IsString()
  actorPublicKey!: string;

  /** Bearer token that reads the figures at /metrics; without it they are for this machine only. */
  @IsOptional()
  @IsString()
  @MinLength(16)
  metricsToken?: string;

  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
  logLevel = 'info';

  @IsIn(['json', 'pretty'])
  logFormat = 'json';
}

/**
 * Reads and validates a configuration.
 * @throws Error naming every variable that is missing or wrong
 */
export function loadConfig<T extends object>(of: ClassOf<T>, environment: Environment): T {
  const plain: Record<string, string> = {};
  const fields = new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(of, '', false, false)
      .map((metadata) => metadata.propertyName),
  );
  for (const field of fields) {
    const value = valueOf(variableOf(field), environment);
    if (value !== undefined && value !== '') plain[field] = value;
  }
  const config = plainToInstance(of, plain, { exposeDefaultValues: true });
  const faults = validateSync(config, { forbidUnknownValues: false });
  if (faults.length > 0) {
    const lines = faults.map(
      (fault) => `  ${variableOf(fault.property)}: ${Object.values(fault.constraints ?? {}).join(', ')}`,
    );
    throw new Error(`The configuration is wrong:\n${lines.join('\n')}`);
  }
  return config;
}

function valueOf(variable: string, environment: Environment): string | undefined {
  const file = environment[`${variable}_FILE`];
  return file === undefined ? environment[variable] : readFileSync(file, 'utf8').trim();
}

function variableOf(field: string): string {
  return field.replace(/([A-Z])/g, '_$1').toUpperCase();
}

/** The text itself, or the content of the file it names. Text of several lines ends its last one: NATS reads no credentials otherwise. */
export function textOrFile(value: string): string {
  const text = !value.includes('\n') && existsSync(value) ? readFileSync(value, 'utf8') : value;
  return text.includes('\n') && !text.endsWith('\n') ? `${text}\n` : text;
}
