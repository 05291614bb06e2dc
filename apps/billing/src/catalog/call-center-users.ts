import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DomainError, attributesOf, type DaybookEvent } from '@daybook/contracts';
import type { EventConsumer } from '@daybook/messaging';
import { firstRow, rows } from '@daybook/persistence';

/** Keeps billing's own copy of who works for which call center. */
@Injectable()
export class CallCenterUsersConsumer implements EventConsumer {
  readonly name = 'call-center-users';
  readonly producers = ['gateway'] as const;

  concerns({ type }: DaybookEvent): boolean {
    return type === 'gateway.user.changed';
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) await this.learn(em, event);
  }

  /** Events come in any order: the latest word counts. */
  private async learn(em: EntityManager, event: DaybookEvent): Promise<void> {
    const { id, callCenterId } = attributesOf(event, 'gateway.user.changed');
    await rows(
      em,
      `insert into call_center_user (user_id, call_center_id, as_of) values ($1, $2, $3)
       on conflict (user_id) do update set call_center_id = excluded.call_center_id, as_of = excluded.as_of
         where call_center_user.as_of <= excluded.as_of`,
      [id, callCenterId ?? null, event.time],
    );
  }
}

/**
 * Makes sure that nobody works for a call center, as far as we were told. Who is not active any more counts too: the
 * report still names them by it.
 * @throws DomainError `billing.in_use`
 */
export async function expectNobodyWorksFor(em: EntityManager, callCenterId: string): Promise<void> {
  const found = await firstRow(em, 'select 1 from call_center_user where call_center_id = $1 limit 1', [
    callCenterId,
  ]);
  if (found !== undefined) throw new DomainError('billing.in_use', { detail: 'Users work for it.' });
}
