import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadConfig, type Environment } from '@daybook/messaging';
import { FulfillmentConfig } from '../fulfillment.config';
import { HouseClient } from '../sendings/house-client';
import { HouseAddresses, type NameLookup } from './house-addresses';
import { newSecret } from './standard-webhook';

/** What names lead to, for who looks them up. */
const names: Record<string, string[]> = {};

class AddressesByNames extends HouseAddresses {
  protected override readonly lookup: NameLookup = (hostname, _options, done) => {
    const found = names[hostname] ?? [];
    if (found.length === 0) return done(new Error(`getaddrinfo ENOTFOUND ${hostname}`), []);
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

function configured(houseAllowedHosts = ''): FulfillmentConfig {
  const environment: Environment = {
    DATABASE_URL: 'postgres://x',
    NATS_URL: 'nats://x',
    HTTP_PORT: '0',
    ACTOR_PUBLIC_KEY: 'x',
    HOUSE_SECRETS_KEY: Buffer.alloc(32).toString('base64'),
    HOUSE_TIMEOUT_MS: '2000',
    HOUSE_ALLOWED_HOSTS: houseAllowedHosts,
  };
  return loadConfig(FulfillmentConfig, environment);
}

describe("A house's address", () => {
  let server: Server;
  let port: number;
  const seen: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(request.url ?? '');
      response.writeHead(request.url === '/moved' ? 307 : 202, { location: '/elsewhere' }).end('taken');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const post = (addresses: HouseAddresses, url: string) =>
    new HouseClient(configured(), addresses).post(
      { url, secrets: [newSecret()], webhookId: 'msg_1', body: '{}' },
      new AbortController().signal,
    );

  it.each([
    'https://127.0.0.1/',
    'https://localhost/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://0.0.0.0/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://100.100.100.200/',
    'https://169.254.169.254/latest/meta-data/',
    'https://168.63.129.16/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[fd00:ec2::254]/',
    'https://inside.example/',
    'https://both.example/',
    'http://public.example/',
    'https://user:secret@public.example/',
    'https://user@public.example/',
    'ftp://public.example/',
  ])('is refused where it leads inside, or is none that is called: %s', async (url) => {
    Object.assign(names, {
      localhost: ['127.0.0.1', '::1'],
      'inside.example': ['10.0.0.7'],
      'both.example': ['93.184.215.14', '10.0.0.7'],
      'public.example': ['93.184.215.14'],
    });
    const addresses = new AddressesByNames(configured());
    await expect(addresses.expectPublic(url)).rejects.toMatchObject({ code: 'fulfillment.url_forbidden' });
    const { status, error } = await post(addresses, url);
    expect(status).toBeNull();
    expect(error).toMatch(/Nothing is sent there/);
  });

  it.each([
    'https://public.example/orders',
    'https://93.184.215.14:8443/',
    'https://[2606:4700::1111]/',
    'https://unknown.example/',
  ])('is taken where it is public, or nobody knows yet: %s', async (url) => {
    await expect(new AddressesByNames(configured()).expectPublic(url)).resolves.toBeUndefined();
  });

  it('that leads inside only when it is called is not called', async () => {
    const addresses = new AddressesByNames(configured());
    names['rebound.example'] = ['93.184.215.14'];
    await addresses.expectPublic(`https://rebound.example:${port}/`);
    names['rebound.example'] = ['127.0.0.1'];
    expect(await post(addresses, `https://rebound.example:${port}/`)).toMatchObject({
      status: null,
      error: expect.stringContaining('127.0.0.1 is not on the public internet') as string,
    });
    expect(seen).toEqual([]);
  });

  it('inside is called where the configuration allows that host and port, and no redirect is followed', async () => {
    const addresses = new AddressesByNames(configured(`127.0.0.1:${port},house.test`));
    names['house.test'] = ['127.0.0.1'];
    await addresses.expectPublic(`http://house.test:${port}/orders`);
    expect(await post(addresses, `http://127.0.0.1:${port}/moved`)).toMatchObject({ status: 307 });
    expect(await post(addresses, `http://house.test:${port}/orders`)).toMatchObject({
      status: 202,
      body: 'taken',
    });
    expect(seen).toEqual(['/moved', '/orders']);
    await expect(addresses.expectPublic('http://127.0.0.1:1/')).rejects.toMatchObject({
      code: 'fulfillment.url_forbidden',
    });
    await expect(addresses.expectPublic(`http://user@127.0.0.1:${port}/`)).rejects.toMatchObject({
      code: 'fulfillment.url_forbidden',
    });
  });
});
