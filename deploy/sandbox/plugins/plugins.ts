import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

import { SandboxJournal } from '../sandbox-journal';
import { SandboxRefusal } from '../sandbox-refusal';
import {
  type AnswerSettings,
  answerOf,
  declineOf,
  isPlayed,
  PLAYED_PLUGINS,
  type PlayedPlugin,
} from './plugin-answers';

/** How a plugin can behave. */
export const PLUGIN_BEHAVIOURS = ['ok', 'decline', 'timeout', 'error', 'rubbish', 'wrong_signature'] as const;
export type PluginBehaviour = (typeof PLUGIN_BEHAVIOURS)[number];

/** A change of a plugin: of its ordinary behaviour, or of that towards questions whose body contains a text. */
export interface PluginChange extends Partial<AnswerSettings> {
  behaviour?: PluginBehaviour;
  when?: string;
}

/** A question that came, and how it was met. */
export interface PluginQuestion {
  key: string;
  call: string;
  at: string;
  body: Record<string, unknown>;
  behaviour: PluginBehaviour;
  /** Counts repeats of the same question. */
  times: number;
}

interface PluginState extends AnswerSettings {
  behaviour: PluginBehaviour;
  rules: Map<string, PluginBehaviour>;
  questions: Map<string, PluginQuestion & { hash: string; answer: Answer | null }>;
}

interface Answer {
  status: number;
  body: object;
}

type PluginRecord =
  | { kind: 'change'; plugin: PlayedPlugin; change: PluginChange }
  | {
      kind: 'question';
      plugin: PlayedPlugin;
      question: PluginQuestion & { hash: string; answer: Answer | null };
    }
  | { kind: 'repeat'; plugin: PlayedPlugin; key: string };

/** What the sandbox sends back; null: nothing, ever. */
export type PluginResponse = { status: number; headers: Record<string, string>; body: string } | null;

const ANOTHER_SECRET = `whsec_${Buffer.from('not the secret of this plugin').toString('base64')}`;

/** The plugins, and their journal. */
export class SandboxPlugins {
  private readonly states = new Map<PlayedPlugin, PluginState>();
  private journal: SandboxJournal<PluginRecord>;

  private constructor(
    private readonly secret: string | undefined,
    private readonly now: () => Date,
  ) {
    for (const name of PLAYED_PLUGINS) {
      this.states.set(name, { behaviour: 'ok', rules: new Map(), taxRate: '0', questions: new Map() });
    }
  }

  /** @param secret what questions must be signed with; without one the plugins answer 503 */
  static async open(home: string, secret: string | undefined, now: () => Date): Promise<SandboxPlugins> {
    const plugins = new SandboxPlugins(secret, now);
    plugins.journal = await SandboxJournal.open<PluginRecord>(join(home, 'plugins.jsonl'), (record) =>
      plugins.apply(record),
    );
    return plugins;
  }

  close(): Promise<void> {
    return this.journal.close();
  }

  state(name: string): PluginState {
    const state = this.states.get(name as PlayedPlugin);
    if (state === undefined) throw new SandboxRefusal(404, 'plugin_not_found', `there is no plugin ${name}`);
    return state;
  }

  async change(name: string, change: PluginChange): Promise<void> {
    this.state(name);
    await this.keep({ kind: 'change', plugin: name as PlayedPlugin, change });
  }

  /** Meets a signed question as the plugin behaves; one that was answered before is answered the same. */
  async ask(
    name: string,
    call: string,
    headers: Record<string, string>,
    text: string,
  ): Promise<PluginResponse> {
    const state = this.state(name);
    if (!isPlayed(name, call))
      throw new SandboxRefusal(404, 'call_not_found', `${name} is not asked ${call}`);
    if (this.secret === undefined) throw new SandboxRefusal(503, 'no_secret', 'PLUGIN_SECRET is not set');
    const body = genuine(this.secret, headers, text);
    const key = headers['idempotency-key'];
    if (!key || key !== headers['webhook-id']) {
      throw new SandboxRefusal(400, 'key_missing', 'Idempotency-Key must be given and equal webhook-id');
    }
    const hash = createHash('sha256').update(`${call}\n${text}`).digest('hex');
    const known = state.questions.get(key);
    if (known !== undefined && known.hash !== hash) {
      throw new SandboxRefusal(409, 'idempotency_key_reused', 'another question came under this key');
    }
    const behaviour = behaviourTowards(state, text);
    const answer = known?.answer ?? answerTo(behaviour, name, call, body, state);
    if (known === undefined) {
      const at = this.now().toISOString();
      const question = { key, call, at, body: withoutBytes(body), behaviour, times: 1, hash, answer };
      await this.keep({ kind: 'question', plugin: name, question });
    } else {
      await this.keep({ kind: 'repeat', plugin: name, key });
    }
    return this.respond(behaviour, key, answer);
  }

  private respond(behaviour: PluginBehaviour, key: string, answer: Answer | null): PluginResponse {
    if (behaviour === 'timeout') return null;
    if (behaviour === 'error') return { status: 500, headers: {}, body: 'out of order' };
    const body = behaviour === 'rubbish' ? '<html>rubbish</html>' : JSON.stringify(answer?.body ?? {});
    const secret = behaviour === 'wrong_signature' ? ANOTHER_SECRET : String(this.secret);
    // The real time: who asked compares it with its own clock.
    const at = new Date();
    return {
      status: answer?.status ?? 200,
      headers: {
        'webhook-id': key,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(key, at, body),
      },
      body,
    };
  }

  private async keep(record: PluginRecord): Promise<void> {
    this.apply(record);
    await this.journal.append(record);
  }

  private apply(record: PluginRecord): void {
    const state = this.state(record.plugin);
    switch (record.kind) {
      case 'change': {
        const { behaviour, when, taxRate } = record.change;
        if (taxRate !== undefined) state.taxRate = taxRate;
        if (behaviour === undefined) return;
        if (when === undefined) state.behaviour = behaviour;
        else if (behaviour === 'ok') state.rules.delete(when);
        else state.rules.set(when, behaviour);
        return;
      }
      case 'question':
        state.questions.set(record.question.key, record.question);
        return;
      case 'repeat': {
        const question = state.questions.get(record.key);
        if (question !== undefined) question.times += 1;
      }
    }
  }
}

/** A question as it is remembered: of a file only how long it is. */
function withoutBytes(body: Record<string, unknown>): Record<string, unknown> {
  const { content } = body;
  return typeof content === 'string' ? { ...body, content: `${content.length} letters` } : body;
}

/** The question, if who knows the secret asks it. */
function genuine(secret: string, headers: Record<string, string>, text: string): Record<string, unknown> {
  try {
    return new Webhook(secret).verify(text, headers) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof WebhookVerificationError) {
      throw new SandboxRefusal(401, 'signature_invalid', error.message);
    }
    if (error instanceof SyntaxError) throw new SandboxRefusal(400, 'not_json', error.message);
    throw error;
  }
}

function behaviourTowards(state: PluginState, text: string): PluginBehaviour {
  const rule = [...state.rules].find(([when]) => text.includes(when));
  return rule?.[1] ?? state.behaviour;
}

/** What it would say; null where it does not come to that. */
function answerTo(
  behaviour: PluginBehaviour,
  name: PlayedPlugin,
  call: string,
  body: Record<string, unknown>,
  settings: AnswerSettings,
): Answer | null {
  if (behaviour === 'error' || behaviour === 'rubbish') return null;
  return behaviour === 'decline' ? declineOf(name, call, body) : answerOf(name, call, body, settings);
}
