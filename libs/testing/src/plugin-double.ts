import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** How a plugin under test behaves. */
export type PluginMood =
  | 'answers'
  | 'refuses'
  | 'keeps silent'
  | 'fails'
  | 'talks rubbish'
  | 'signs wrongly'
  | 'signs another answer';

/** A question that came, with its headers in lower case. */
export interface PluginQuestion {
  path: string;
  headers: Record<string, string>;
  body: unknown;
}

/** Plugins over real HTTP that do as they are told; whoever asks must sign with its secret. */
export class PluginDouble {
  readonly secret = 'whsec_c29tZSBzZWNyZXQgb2YgdGhlIHBsdWdpbnM=';
  mood: PluginMood = 'answers';
  /** What is answered, by path; `{}` where nothing is said. */
  readonly answers: Record<string, object> = {};
  readonly questions: PluginQuestion[] = [];
  url: string;
  private server: Server;

  static async start(): Promise<PluginDouble> {
    const double = new PluginDouble();
    double.server = createServer((request, response) => {
      double.serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
    await new Promise<void>((resolve) => double.server.listen(0, '127.0.0.1', resolve));
    double.url = `http://127.0.0.1:${(double.server.address() as AddressInfo).port}`;
    return double;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const path = request.url ?? '';
    this.questions.push({ path, headers, body: new Webhook(this.secret).verify(text, headers) });
    if (this.mood === 'keeps silent') return;
    if (this.mood === 'fails') return void response.writeHead(500).end('out of order');
    const body =
      this.mood === 'talks rubbish'
        ? '<html>'
        : JSON.stringify(this.mood === 'refuses' ? { code: 'closed_today' } : (this.answers[path] ?? {}));
    const secret = this.mood === 'signs wrongly' ? 'whsec_YW5vdGhlciBzZWNyZXQ=' : this.secret;
    const id = this.mood === 'signs another answer' ? 'another' : (headers['webhook-id'] ?? '');
    const at = new Date();
    response
      .writeHead(this.mood === 'refuses' ? 422 : 200, {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      })
      .end(body);
  }
}
