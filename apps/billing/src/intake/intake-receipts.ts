import { Injectable } from '@nestjs/common';
import type { IntakeReceipt } from '@daybook/contracts';
import { Bus } from '@daybook/messaging';

/** Answers engines on `intake.receipts.<engine>`, after the commit. */
@Injectable()
export class IntakeReceipts {
  private readonly encoder = new TextEncoder();

  constructor(private readonly bus: Bus) {}

  send(engine: string, receipt: IntakeReceipt): void {
    // A name that is no subject token cannot be one of an engine that listens.
    if (/^[A-Za-z0-9_-]+$/.test(engine)) {
      this.bus.connection.publish(`intake.receipts.${engine}`, this.encoder.encode(JSON.stringify(receipt)));
    }
  }

  /** Resolves when the server has all receipts sent so far. */
  delivered(): Promise<void> {
    return this.bus.connection.flush();
  }
}
