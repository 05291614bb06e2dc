import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, type Actor, type AuditKind } from '@daybook/contracts';
import { Clock, rows, UnitOfWork } from '@daybook/persistence';

/** What is written into the audit table. */
export interface AuditEntry {
  kind: AuditKind;
  actor: Pick<Actor, 'id' | 'username'>;
  address: string;
  requestId: string;
  details?: Record<string, unknown>;
}

/** Writes the audit table. It only ever grows. */
@Injectable()
export class AuditService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Writes a line in the transaction of what it tells about. */
  async write(em: EntityManager, entry: AuditEntry): Promise<void> {
    await rows(
      em,
      `insert into audit (id, time, kind, user_id, username, address, request_id, details)
       values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)`,
      [
        newId(),
        this.clock.now().toISOString(),
        entry.kind,
        entry.actor.id,
        entry.actor.username,
        entry.address,
        entry.requestId,
        JSON.stringify(entry.details ?? {}),
      ],
    );
  }

  /** Writes a line about what has no transaction of its own: a refusal, a read. */
  async note(entry: AuditEntry): Promise<void> {
    await this.work.transaction((em) => this.write(em, entry));
  }
}
