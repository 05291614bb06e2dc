import { createInbox, type Subscription } from 'nats';
import type { ServiceLogger } from '../core/logger';
import type { Bus } from '../nats/bus';

/** How long after a request its service is asked whether it is at work on it, and again after each answer. */
const LOOK_AFTER_MS = 1_000;
const ANSWER_WITHIN_MS = 500;
/** After so many answers in a row that know nothing of a request nobody will answer it. */
const MISSES = 2;

const YES = 'yes';

/** What the replicas of a service are asked on, each of them, about a request of theirs. */
function subjectOf(service: string): string {
  return `rpc.${service}.at_work`;
}

/** The requests that a service is at work on, and its answers to whoever wants to know. */
export class RequestsAtWork {
  private readonly asks = new Set<string>();

  /** @param service of which this process is a replica */
  listen(bus: Bus, service: string, logger: ServiceLogger): Subscription {
    return bus.connection.subscribe(subjectOf(service), {
      callback: (error, message) => {
        if (error !== null) logger.error('who is at work could not be heard', error);
        // Behind the answer itself, where that is on its way.
        else void bus.gather(() => message.respond(this.asks.has(message.string()) ? YES : 'no'));
      },
    });
  }

  /** How many there are. */
  get count(): number {
    return this.asks.size;
  }

  /** @param ask what the request calls itself */
  begin(ask: string): void {
    this.asks.add(ask);
  }

  end(ask: string): void {
    this.asks.delete(ask);
  }
}

/**
 * Calls back when nobody is at work on a request (any more): whoever took it was killed. A service that says nothing at
 * all is taken to be busy.
 * @param ask what the request calls itself
 * @returns ends the watch
 */
export function watchWork(bus: Bus, service: string, ask: string, lost: () => void): () => void {
  let misses = 0;
  let inquiry: Inquiry | undefined;
  let timer = setTimeout(look, LOOK_AFTER_MS);
  function look(): void {
    if (!bus.up) {
      timer = setTimeout(look, LOOK_AFTER_MS);
      return;
    }
    inquiry = new Inquiry(bus, service, ask, (isAtWork) => {
      misses = isAtWork ? 0 : misses + 1;
      if (misses >= MISSES) lost();
      else timer = setTimeout(look, LOOK_AFTER_MS);
    });
  }
  return () => {
    clearTimeout(timer);
    inquiry?.end();
  };
}

/** Asks all replicas of a service at once; the first that is at work on it decides. */
class Inquiry {
  private readonly subscription: Subscription;
  private readonly timer: NodeJS.Timeout;
  private answers = 0;

  constructor(
    bus: Bus,
    service: string,
    ask: string,
    private readonly answer: (isAtWork: boolean) => void,
  ) {
    const inbox = createInbox(bus.inboxPrefix);
    this.subscription = bus.connection.subscribe(inbox, {
      callback: (error, message) => {
        if (error === null && message.string() === YES) this.decide(true);
        // Nobody is there.
        else if (error !== null || message.headers?.code === 503) this.decide(false);
        else this.answers++;
      },
    });
    this.timer = setTimeout(() => this.decide(this.answers === 0), ANSWER_WITHIN_MS);
    bus.connection.publish(subjectOf(service), ask, { reply: inbox });
  }

  end(): void {
    clearTimeout(this.timer);
    this.subscription.unsubscribe();
  }

  private decide(isAtWork: boolean): void {
    this.end();
    this.answer(isAtWork);
  }
}
