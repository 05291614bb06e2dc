import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

interface HeldMail {
  uid: number;
  raw: Buffer;
  seen: boolean;
  folder: string;
}

/** The keys of a server that speaks TLS. */
export interface ServerKeys {
  key: string;
  cert: string;
}

const USER = 'cases@shop.example';
const PASSWORD = 'secret word';

/**
 * An IMAP server with one account, as far as a client needs it that fetches mails and moves them: RFC 3501 with MOVE
 * (RFC 6851), over a real connection. None of the servers that npm has is kept up.
 */
export class ImapDouble {
  readonly mails: HeldMail[] = [];
  /** Commands that came, without their tags. */
  readonly commands: string[] = [];
  /** It breaks off before it answers what begins so. */
  breaksOffAt: string | null = null;
  private nextUid = 1;
  private readonly folders = new Set(['INBOX']);
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(private readonly keys?: ServerKeys) {
    const serve = (socket: Socket): void => this.serve(socket);
    this.server = keys === undefined ? createServer(serve) : createTlsServer(keys, serve);
  }

  static async start(keys?: ServerKeys): Promise<ImapDouble> {
    const double = new ImapDouble(keys);
    await new Promise<void>((resolve) => double.server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** Where it is, as a client is told. */
  url(password = PASSWORD): string {
    const { port } = this.server.address() as AddressInfo;
    const account = `${encodeURIComponent(USER)}:${encodeURIComponent(password)}`;
    return `${this.keys === undefined ? 'imap' : 'imaps'}://${account}@127.0.0.1:${port}/INBOX`;
  }

  deliver(raw: string | Buffer): void {
    const bytes = typeof raw === 'string' ? Buffer.from(raw.replace(/\r?\n/g, '\r\n')) : raw;
    this.mails.push({ uid: this.nextUid++, raw: bytes, seen: false, folder: 'INBOX' });
  }

  in(folder: string): HeldMail[] {
    return this.mails.filter((mail) => mail.folder === folder);
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
    socket.write('* OK [CAPABILITY IMAP4rev1 MOVE] ready\r\n');
    let text = '';
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
      for (let end = text.indexOf('\r\n'); end !== -1; end = text.indexOf('\r\n')) {
        const [, tag = '', command = ''] = /^(\S+) (.*)$/.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        this.commands.push(command);
        if (this.breaksOffAt !== null && command.startsWith(this.breaksOffAt)) return socket.destroy();
        this.answer(socket, tag, command);
      }
    });
  }

  private answer(socket: Socket, tag: string, command: string): void {
    const [name = '', ...words] = command.split(' ');
    const verb = name === 'UID' ? `UID ${words.shift()}` : name;
    const done = (says = 'OK done'): void => void socket.write(`${tag} ${says}\r\n`);
    const untagged = (line: string): void => void socket.write(`* ${line}\r\n`);
    switch (verb) {
      case 'CAPABILITY':
        untagged('CAPABILITY IMAP4rev1 MOVE');
        return done();
      case 'LOGIN':
        if (command === `LOGIN "${USER}" "${PASSWORD}"`) return done('OK [CAPABILITY IMAP4rev1 MOVE] in');
        return done('NO [AUTHENTICATIONFAILED] wrong');
      case 'LIST':
        untagged(words[1] === '""' ? 'LIST (\\Noselect) "/" ""' : 'LIST () "/" "INBOX"');
        return done();
      case 'CREATE':
        if (this.folders.has(words[0] ?? '')) return done('NO [ALREADYEXISTS] there');
        this.folders.add(words[0] ?? '');
        return done();
      case 'SELECT':
        untagged('FLAGS (\\Seen \\Deleted)');
        untagged(`${this.in('INBOX').length} EXISTS`);
        untagged('OK [UIDVALIDITY 7] ');
        untagged('OK [PERMANENTFLAGS (\\Seen \\Deleted)] ');
        return done('OK [READ-WRITE] selected');
      case 'UID SEARCH': {
        const found = this.in('INBOX').filter(({ seen }) => !command.includes('UNSEEN') || !seen);
        untagged(`SEARCH${found.map(({ uid }) => ` ${uid}`).join('')}`);
        return done();
      }
      case 'UID FETCH': {
        const mail = this.in('INBOX').find(({ uid }) => uid === Number(words[0]));
        if (mail !== undefined) this.show(socket, mail, command);
        return done();
      }
      case 'UID STORE':
        for (const mail of this.in('INBOX')) if (mail.uid === Number(words[0])) mail.seen = true;
        return done();
      case 'UID MOVE':
        for (const mail of this.in('INBOX'))
          if (mail.uid === Number(words[0])) mail.folder = (words[1] ?? '').replaceAll('"', '');
        return done();
      case 'LOGOUT':
        untagged('BYE');
        done();
        return void socket.end();
      default:
        return done(verb === 'NOOP' ? undefined : 'BAD unknown');
    }
  }

  private show(socket: Socket, { uid, raw }: HeldMail, command: string): void {
    const text = raw.toString('latin1');
    const header = (name: string): string | undefined =>
      new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(text)?.[1]?.trim();
    const quoted = (value: string | undefined): string =>
      value === undefined ? 'NIL' : `"${value.replaceAll(/["\\]/g, '')}"`;
    const [local, host] = (/[^\s<>]+@[^\s<>]+/.exec(header('From') ?? '')?.[0] ?? '@').split('@');
    const from = `((NIL NIL ${quoted(local)} ${quoted(host)}))`;
    socket.write(`* ${uid} FETCH (UID ${uid} RFC822.SIZE ${raw.length}`);
    if (command.includes('ENVELOPE')) {
      const names = [quoted(header('Date')), quoted(header('Subject')), from, from, from];
      socket.write(` ENVELOPE (${names.join(' ')} NIL NIL NIL NIL ${quoted(header('Message-ID'))})`);
    }
    if (command.includes('BODY.PEEK[]')) {
      socket.write(` BODY[] {${raw.length}}\r\n`);
      socket.write(raw);
    }
    socket.write(')\r\n');
  }
}
