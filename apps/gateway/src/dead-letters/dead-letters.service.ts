import { Injectable } from '@nestjs/common';
import {
  consumingServices,
  deadLetterOperations,
  DEFAULT_LIMIT,
  DomainError,
  newestDeadLetters,
  type Call,
  type ConsumingService,
  type DeadLetterQuery,
  type DeadLetterView,
  type Page,
} from '@daybook/contracts';
import { RpcClient, RpcFailure } from '@daybook/messaging';

/** The dead letters of all services as one list. Each stays where it fell; the gateway asks around. */
@Injectable()
export class DeadLettersService {
  constructor(private readonly rpc: RpcClient) {}

  /**
   * The newest first. Ids sort by time in every service, so one cursor serves all.
   * @throws DomainError `gateway.service_unavailable` when a service cannot be asked: a shorter list would read as a whole one
   */
  async list(query: DeadLetterQuery, call: Call): Promise<Page<DeadLetterView>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const pages = await Promise.all(
      consumingServices.map((service) =>
        reachable(service, async () => {
          const page = await this.rpc.ask(deadLetterOperations[service].list, query, call);
          return {
            items: page.items.map((item) => ({ ...item, service })),
            more: page.nextCursor !== undefined,
          };
        }),
      ),
    );
    const all = pages.flatMap((page) => page.items).sort((a, b) => (a.id < b.id ? 1 : -1));
    const items = all.slice(0, limit);
    const last = items.at(-1);
    const more = all.length > limit || pages.some((page) => page.more);
    return {
      items,
      ...(more && last !== undefined ? { nextCursor: newestDeadLetters.cursor([last.id]) } : {}),
    };
  }

  /** @throws DomainError `dead_letter.not_found`, `gateway.service_unavailable` */
  async read(id: string, call: Call): Promise<DeadLetterView> {
    const found = await Promise.all(
      consumingServices.map((service) =>
        reachable(service, async () => {
          try {
            return { ...(await this.rpc.ask(deadLetterOperations[service].read, { id }, call)), service };
          } catch (error) {
            if (error instanceof DomainError && error.code === 'dead_letter.not_found') return null;
            throw error;
          }
        }),
      ),
    );
    const letter = found.find((view) => view !== null);
    if (letter === undefined) throw new DomainError('dead_letter.not_found');
    return letter;
  }

  /** Has its service apply it again. @throws DomainError `dead_letter.not_found`, `dead_letter.still_failing` */
  async replay(id: string, call: Call): Promise<DeadLetterView> {
    const { service } = await this.read(id, call);
    if (service === undefined) throw new DomainError('dead_letter.not_found');
    return reachable(service, async () => ({
      ...(await this.rpc.ask(deadLetterOperations[service].replay, { id }, call)),
      service,
    }));
  }
}

async function reachable<T>(service: ConsumingService, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof RpcFailure)) throw error;
    throw new DomainError('gateway.service_unavailable', {
      detail: `${service} cannot be asked for its dead letters.`,
      retryAfter: 2,
    });
  }
}
