import { Injectable } from '@nestjs/common';
import type { JournalHead, ProducerName } from '@daybook/contracts';

/** A head as it was heard. */
export interface HeardHead extends JournalHead {
  /** Milliseconds since 1970, by this process's clock. */
  heardAt: number;
}

/** The journals' heads as their services announce them every second on `heads.<service>`. */
@Injectable()
export class Heads {
  private readonly heard = new Map<ProducerName, HeardHead>();
  private readonly listeners: ((head: HeardHead) => void)[] = [];

  /** The newest head of a producer; undefined when it was never heard of since this process started. */
  of(producer: ProducerName): HeardHead | undefined {
    return this.heard.get(producer);
  }

  hear(head: JournalHead): void {
    const heard = { ...head, heardAt: Date.now() };
    this.heard.set(head.producer, heard);
    for (const listener of this.listeners) listener(heard);
  }

  onHead(listener: (head: HeardHead) => void): void {
    this.listeners.push(listener);
  }
}
