import { parseArgs } from 'node:util';
import { readAddresses } from '../local/addresses';
import { keptSecret } from '../local/kept-secret';

/** What is played, and where. */
export interface LoadOptions {
  minutes: number;
  /** Actions a second: those of agents, engine and house together. */
  rate: number;
  /** The same seed plays the same day. */
  seed: number;
  gateway: string;
  /** What the engine connects to. */
  nats: string;
  /** Host at which the system reaches the run's own fulfillment house. */
  houseHost: string;
  adminPassword: string;
  /** The sandbox's payment processor, which is told to settle at night; without it nothing is refunded. */
  processor?: { url: string; key: string };
}

/** Reads the arguments; what is not said is taken from the system that runs in the data folder. @throws naming what is missing or wrong */
export function loadOptions(args: string[], env: NodeJS.ProcessEnv): LoadOptions {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '5' },
      rate: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      url: { type: 'string' },
      nats: { type: 'string' },
      sandbox: { type: 'string' },
      'house-host': { type: 'string', default: '127.0.0.1' },
    },
  });
  const home = env['DAYBOOK_HOME'] ?? '.daybook';
  const running = readAddresses(home);
  const nats = values.nats ?? running?.nats;
  const adminPassword = env['DAYBOOK_ADMIN_PASSWORD'] ?? keptSecret(home, 'admin-password');
  if (nats === undefined) throw new Error(`No system runs in ${home}: start it, or say --nats.`);
  if (adminPassword === undefined) throw new Error('Say the password of admin in DAYBOOK_ADMIN_PASSWORD.');
  const sandbox = values.sandbox ?? running?.sandbox;
  const key = env['PROCESSOR_KEY'] ?? keptSecret(home, 'processor-key');
  return {
    minutes: numberOf('--minutes', values.minutes, 0.05, 24 * 60),
    rate: numberOf('--rate', values.rate, 1, 1_000),
    seed: numberOf('--seed', values.seed, 0, 2 ** 31),
    gateway: (values.url ?? running?.gateway ?? 'http://127.0.0.1:3000').replace(/\/+$/, ''),
    nats,
    houseHost: values['house-host'],
    adminPassword,
    ...(sandbox === undefined || key === undefined ? {} : { processor: { url: sandbox, key } }),
  };
}

function numberOf(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= least && number <= most))
    throw new Error(`${name} must be a number from ${least} to ${most}.`);
  return number;
}
