export interface EngineSettings {
  /** The content of the creds file that billing gave for this engine; without it no sign-in. */
  credentials?: string;
  natsUrl: string;
  inboxPrefix: string;
}

export interface EngineEvent {
  id: string;
  type: string;
  /** The CloudEvent as it is published, byte by byte the same at each repetition. */
  payload: string;
}

export interface Receipt {
  id: string;
  outcome: string;
  code?: string | null;
}

export type EngineRecord =
  | { kind: 'settings'; engine: string; settings: EngineSettings }
  | { kind: 'event'; engine: string; event: EngineEvent }
  | { kind: 'receipt'; engine: string; at: string; receipt: Receipt }
  | { kind: 'instruction'; engine: string; at: string; subject: string; payload: string };

/** One engine's memory. */
export class EngineState {
  settings: EngineSettings | undefined;
  readonly events = new Map<string, EngineEvent>();
  readonly receipts: (Receipt & { receivedAt: string })[] = [];
  readonly instructions: { receivedAt: string; subject: string; payload: string }[] = [];
  private readonly answered = new Map<string, Receipt>();

  constructor(readonly name: string) {}

  receiptOf(id: string): Receipt | undefined {
    return this.answered.get(id);
  }

  apply(record: EngineRecord): void {
    switch (record.kind) {
      case 'settings':
        this.settings = record.settings;
        return;
      case 'event':
        this.events.set(record.event.id, record.event);
        return;
      case 'receipt':
        this.receipts.push({ ...record.receipt, receivedAt: record.at });
        this.answered.set(record.receipt.id, record.receipt);
        return;
      case 'instruction':
        this.instructions.push({ receivedAt: record.at, subject: record.subject, payload: record.payload });
    }
  }
}
