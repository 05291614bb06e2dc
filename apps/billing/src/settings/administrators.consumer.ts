import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { attributesOf, type DaybookEvent } from '@daybook/contracts';
import type { EventConsumer } from '@daybook/messaging';
import { rows } from '@daybook/persistence';
import type { Settings } from './settings.entity';

/** Keeps billing's own copy of the active administrators' addresses: their e-mail, or a username that is one. */
@Injectable()
export class AdministratorsConsumer implements EventConsumer {
  readonly name = 'administrators';
  readonly producers = ['gateway'] as const;

  concerns({ type }: DaybookEvent): boolean {
    return type === 'gateway.user.changed';
  }

  /** Events come in any order: the latest word counts. */
  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) {
      const { id, name, retired, accessLevel, email } = attributesOf(event, 'gateway.user.changed');
      const address = email ?? (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(name) ? name : null);
      const reached = accessLevel === 'admin' && !retired;
      await rows(
        em,
        `insert into administrator (user_id, email, as_of) values ($1, $2, $3)
         on conflict (user_id) do update set email = excluded.email, as_of = excluded.as_of
           where administrator.as_of <= excluded.as_of`,
        [id, reached ? address : null, event.time],
      );
    }
  }
}

/** Who is told of what failed for good: the Notify Emails, or the administrators where there are none. */
export async function notifiedOf(em: EntityManager, { notifyEmails }: Settings): Promise<string[]> {
  if (notifyEmails.length > 0) return notifyEmails;
  const found = await rows<{ email: string }>(
    em,
    'select distinct email from administrator where email is not null order by email limit 20',
    [],
  );
  return found.map(({ email }) => email);
}
