import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { SandboxJournal } from '../sandbox-journal';
import { SandboxRefusal } from '../sandbox-refusal';
import { Engine } from './engine';
import { type EngineRecord, type EngineSettings, EngineState, type Receipt } from './engine-records';

export interface EventRequest {
  type: string;
  data: Record<string, unknown>;
  id?: string;
  time?: string;
  waitMs?: number;
}

/** The billing engines by name, and their journal. */
export class Engines {
  private readonly engines = new Map<string, Engine>();
  private journal: SandboxJournal<EngineRecord>;

  private constructor(
    private readonly now: () => Date,
    private readonly report: (message: string) => void,
  ) {}

  /** Reloads the engines and lets them connect again in the background. */
  static async open(home: string, now: () => Date, report: (message: string) => void): Promise<Engines> {
    const engines = new Engines(now, report);
    engines.journal = await SandboxJournal.open<EngineRecord>(join(home, 'engines.jsonl'), (record) =>
      engines.apply(record),
    );
    for (const engine of engines.engines.values()) {
      if (engine.state.settings) void engines.reconnect(engine);
    }
    return engines;
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.engines.values()].map((engine) => engine.disconnect()));
    await this.journal.close();
  }

  private closed = false;

  async configure(
    name: string,
    change: { credentials?: string; natsUrl: string; inboxPrefix?: string },
  ): Promise<Engine> {
    const settings: EngineSettings = { ...change, inboxPrefix: change.inboxPrefix ?? `_INBOX_${name}` };
    await this.keep({ kind: 'settings', engine: name, settings });
    const engine = this.engine(name);
    try {
      await engine.connect();
    } catch (error) {
      throw new SandboxRefusal(502, 'not_connected', error instanceof Error ? error.message : String(error));
    }
    return engine;
  }

  /** All engines that are set up, by name. */
  all(): Engine[] {
    return [...this.engines.values()]
      .filter(({ state }) => state.settings !== undefined)
      .sort((a, b) => a.state.name.localeCompare(b.state.name));
  }

  engine(name: string): Engine {
    const engine = this.engines.get(name);
    if (!engine?.state.settings)
      throw new SandboxRefusal(404, 'engine_not_found', `there is no engine ${name}`);
    return engine;
  }

  /** Remembers the event, publishes it, and waits a while for its receipt. The same id again publishes the first one's bytes. */
  async send(name: string, request: EventRequest): Promise<{ id: string; receipt: Receipt | null }> {
    const engine = this.engine(name);
    const id = request.id ?? randomUUID();
    let event = engine.state.events.get(id);
    const again = event !== undefined;
    if (!event) {
      event = { id, type: request.type, payload: JSON.stringify(this.cloudEvent(name, id, request)) };
      await this.keep({ kind: 'event', engine: name, event });
    }
    engine.publish(event, again);
    return { id, receipt: (await engine.receipt(id, request.waitMs ?? 5_000)) ?? null };
  }

  private cloudEvent(name: string, id: string, request: EventRequest): object {
    return {
      specversion: '1.0',
      id,
      source: `/engines/${name}`,
      type: request.type,
      time: request.time ?? this.now().toISOString(),
      datacontenttype: 'application/json',
      data: request.data,
    };
  }

  private async reconnect(engine: Engine): Promise<void> {
    while (!this.closed) {
      try {
        await engine.connect();
        return;
      } catch (error) {
        this.report(
          `engine ${engine.state.name} cannot connect: ${error instanceof Error ? error.message : String(error)}`,
        );
        await new Promise((resolve) => setTimeout(resolve, 1_000).unref());
      }
    }
  }

  private apply(record: EngineRecord): void {
    let engine = this.engines.get(record.engine);
    if (!engine) {
      engine = new Engine(new EngineState(record.engine), (kept) => this.keep(kept), this.now);
      this.engines.set(record.engine, engine);
    }
    engine.state.apply(record);
  }

  private keep(record: EngineRecord): Promise<void> {
    this.apply(record);
    return this.journal.append(record);
  }
}
