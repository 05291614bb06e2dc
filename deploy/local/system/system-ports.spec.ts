import { createServer, type Server } from 'node:net';
import { freePort } from '../processes/ports';
import { optionsFromEnvironment } from './system-options';
import { choosePorts } from './system-ports';

describe('The ports of a system', () => {
  let taken: Server;
  let port: number;
  const reported: string[] = [];
  const choose = (otherPorts: Parameters<typeof choosePorts>[0]['otherPorts']) =>
    choosePorts(otherPorts === undefined ? {} : { otherPorts }, (sentence) => reported.push(sentence));

  beforeEach(async () => {
    reported.length = 0;
    port = await freePort();
    taken = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
  });
  afterEach(() => new Promise((resolve) => taken.close(resolve)));

  it('are the usual ones under npm start, and each can be set', () => {
    expect(optionsFromEnvironment({ NATS_PORT: '4223' }, [])).toMatchObject({
      port: 3000,
      otherPorts: {
        nats: { port: 4223, orAnother: false },
        postgres: { port: 5433, orAnother: true },
        sandbox: { port: 3010, orAnother: true },
        mail: { port: 1080, orAnother: true },
        smtp: { port: 1025, orAnother: true },
        inboundSmtp: { port: 2525, orAnother: true },
      },
    });
    expect(() => optionsFromEnvironment({ SMTP_PORT: 'x' }, [])).toThrow('SMTP_PORT must be a number');
  });

  it('are other ones where the usual one is taken, which is said', async () => {
    const chosen = await choose({ nats: { port, orAnother: true } });
    expect(chosen.nats).not.toBe(port);
    expect(reported).toEqual([
      `Port ${port} (nats) is in use by another program: ${chosen.nats} is used; NATS_PORT sets it`,
    ]);
  });

  it('that were asked for are not exchanged: the start says which is taken', async () => {
    await expect(choose({ mail: { port, orAnother: false } })).rejects.toThrow(
      `Port ${port} is in use by another program: choose another one in MAIL_PORT`,
    );
  });

  it('are free ones where nobody asked', async () => {
    const chosen = await choose(undefined);
    expect(new Set([chosen.nats, chosen.sandbox, chosen.mail, ...Object.values(chosen.services)]).size).toBe(
      9,
    );
    expect(reported).toEqual([]);
  });
});
