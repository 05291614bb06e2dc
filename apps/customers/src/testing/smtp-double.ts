import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What the server does with a letter: takes it; takes it and breaks off; says not now; says never; refuses its address. */
export type SmtpMood = 'takes' | 'takes and breaks off' | 'not now' | 'never' | 'knows nobody';

/** A letter that was taken. */
export interface Letter {
  to: string[];
  messageId: string;
  subject: string;
  /** Headers and text as they came. */
  raw: string;
}

/** An SMTP server over a real socket that does as it is told. */
export class SmtpDouble {
  mood: SmtpMood = 'takes';
  readonly letters: Letter[] = [];
  /** How many letters were offered, those among them that were not taken. */
  offered = 0;
  private readonly sockets = new Set<Socket>();
  private server: Server;

  static async start(): Promise<SmtpDouble> {
    const double = new SmtpDouble();
    double.server = createServer((socket) => double.serve(socket));
    await new Promise<void>((resolve) => double.server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  lettersTo(address: string): Letter[] {
    return this.letters.filter(({ to }) => to.includes(address));
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let [held, inData, to] = ['', false, [] as string[]];
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    say('220 double');
    socket.on('data', (chunk) => {
      held += chunk.toString('utf8');
      for (;;) {
        const end = inData ? '\r\n.\r\n' : '\r\n';
        const at = held.indexOf(end);
        if (at === -1) return;
        const part = held.slice(0, at);
        held = held.slice(at + end.length);
        if (inData) {
          inData = false;
          this.answer(socket, say, part, to);
          to = [];
          continue;
        }
        const verb = part.slice(0, 4).toUpperCase();
        if (verb === 'RCPT') {
          if (this.mood === 'knows nobody') {
            this.offered += 1;
            say('550 no such mailbox');
            continue;
          }
          to.push(/<([^>]*)>/.exec(part)?.[1] ?? '');
        }
        inData = verb === 'DATA';
        say(inData ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 ok');
      }
    });
  }

  private answer(socket: Socket, say: (line: string) => void, raw: string, to: string[]): void {
    this.offered += 1;
    if (this.mood === 'not now') return say('451 come back later');
    if (this.mood === 'never') return say('554 not here');
    const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(raw)?.[1] ?? '';
    this.letters.push({ to, messageId: header('Message-ID'), subject: header('Subject'), raw });
    if (this.mood === 'takes and breaks off') return void socket.destroy();
    say('250 taken');
  }
}
