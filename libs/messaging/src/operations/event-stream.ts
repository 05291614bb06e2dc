import type { ByteStream } from '../nats/byte-stream';

/** How a stream of server-sent events keeps time, in milliseconds. */
export interface StreamPace {
  /** Between two looks at what there is to tell. */
  readonly interval: number;
  /** Without news, between two times that it says that it is still there. */
  readonly heartbeat: number;
  /** After which it ends, so that whoever follows is asked again who they are. */
  readonly life: number;
}

/** The comment by which a stream without news says that it is still there. */
export const STILL_HERE = Buffer.from(': still here\n\n');

/** Those who follow something in this replica: never more than so many, and one look serves all of them. */
export class Followers<T> {
  private count = 0;
  private looked: { newest: Promise<T>; at: number } | null = null;

  constructor(
    private readonly most: number,
    readonly pace: StreamPace,
    private readonly look: () => Promise<T>,
  ) {}

  /** Whether nobody else may follow just now. */
  get full(): boolean {
    return this.count >= this.most;
  }

  /**
   * A stream of server-sent events, whose follower counts from its first byte to its end.
   * @param news what there is to tell; it is told when its follower is gone, and has to look from time to time
   */
  stream(news: (gone: AbortSignal) => AsyncGenerator<Uint8Array, void>): ByteStream {
    const gone = new AbortController();
    const chunks = this.counted(news(gone.signal));
    const iterator: AsyncIterator<Uint8Array, void> = {
      next: () => chunks.next(),
      // A generator hears of its end only where it has something to tell.
      return: () => {
        gone.abort();
        return chunks.return();
      },
    };
    return {
      contentType: 'text/event-stream; charset=utf-8',
      chunks: { [Symbol.asyncIterator]: () => iterator },
    };
  }

  /** What was seen by the last look, which is made anew where the pace says so. */
  newest(): Promise<T> {
    if (this.looked === null || Date.now() - this.looked.at >= this.pace.interval)
      this.looked = { newest: this.look(), at: Date.now() };
    return this.looked.newest;
  }

  private async *counted(chunks: AsyncGenerator<Uint8Array, void>): AsyncGenerator<Uint8Array, void> {
    this.count += 1;
    try {
      yield* chunks;
    } finally {
      this.count -= 1;
    }
  }
}
