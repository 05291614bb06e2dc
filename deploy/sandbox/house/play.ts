import { parseArgs } from 'node:util';
import type { FulfillmentHouseSecretsView, FulfillmentHouseView, Page } from '@daybook/contracts';
import { HttpClient } from '../../clients/http-client';
import { readAddresses } from '../../local/addresses';
import { keptSecret } from '../../local/kept-secret';
import { SANDBOX_HOUSE_PORT } from '../../local/system/system-options';
import { PlayedHouse, playedBehaviours, type PlayedHouseOptions } from './played-house';

/** `npm run sandbox:house`: plays a fulfillment house against any Daybook. */
async function main(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string' },
      name: { type: 'string', default: 'played' },
      'webhook-secret': { type: 'string' },
      'order-secret': { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: String(SANDBOX_HOUSE_PORT) },
      behaviour: { type: 'string', default: 'deliver' },
      parcels: { type: 'string', default: '1' },
      pause: { type: 'string', default: '1' },
      late: { type: 'string', default: '0' },
      twice: { type: 'boolean', default: false },
      shuffle: { type: 'boolean', default: false },
      down: { type: 'string', default: '0' },
    },
  });
  const home = env['DAYBOOK_HOME'] ?? '.daybook';
  const gateway = (values.url ?? readAddresses(home)?.gateway ?? 'http://127.0.0.1:3000').replace(/\/+$/, '');
  const behaviour = playedBehaviours.find((each) => each === values.behaviour);
  if (behaviour === undefined) throw new Error(`--behaviour is one of ${playedBehaviours.join(', ')}.`);
  const options: PlayedHouseOptions = {
    behaviour,
    parcels: numberOf('--parcels', values.parcels, 1, 20),
    pause: numberOf('--pause', values.pause, 0, 86_400),
    late: numberOf('--late', values.late, 0, 86_400),
    twice: values.twice,
    shuffle: values.shuffle,
    down: numberOf('--down', values.down, 0, 864_000),
  };
  const port = numberOf('--port', values.port, 1, 65_535);
  const { 'webhook-secret': webhookSecret, 'order-secret': orderSecret, name, host } = values;
  const secrets =
    webhookSecret !== undefined && orderSecret !== undefined
      ? { name, webhookSecret, orderSecret }
      : await registered(gateway, env['DAYBOOK_ADMIN_PASSWORD'] ?? keptSecret(home, 'admin-password'), {
          name,
          url: `http://${host}:${port}/orders`,
        });
  const house = new PlayedHouse(gateway, secrets, options, say);
  await house.listen(port, host === '127.0.0.1' ? host : '0.0.0.0');
  say(
    `${name} takes orders at http://${host}:${port}/orders and tells ${gateway} what becomes of them. Ctrl-C ends it.`,
  );
}

/** Registers the house, or gives the one of that name new secrets and this address. */
async function registered(
  gateway: string,
  password: string | undefined,
  house: { name: string; url: string },
): Promise<FulfillmentHouseSecretsView> {
  if (password === undefined)
    throw new Error(
      'Say --webhook-secret and --order-secret, or the password of admin in DAYBOOK_ADMIN_PASSWORD.',
    );
  const admin = await HttpClient.signIn(gateway, 'admin', password);
  const { items } = await admin.get<Page<FulfillmentHouseView>>('/fulfillment-houses?limit=200');
  const known = items.find(({ name }) => name === house.name);
  if (known === undefined) return admin.post('/fulfillment-houses', house);
  await admin.patch(`/fulfillment-houses/${known.id}`, { url: house.url, retired: false }, known.version);
  return admin.post(`/fulfillment-houses/${known.id}/secrets`, { overlapHours: 0 });
}

function numberOf(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= least && number <= most))
    throw new Error(`${name} must be a number from ${least} to ${most}.`);
  return number;
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

main(process.argv.slice(2), process.env).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
