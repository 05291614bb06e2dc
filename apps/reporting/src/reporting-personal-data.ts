import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PersonalData } from '@daybook/messaging';
import { firstRow, rows } from '@daybook/persistence';

const ERASURES = [
  `update activity_body set personal = '{}' where personal::text <> '{}' and customer_id = $1`,
  `update legacy_event set personal = '{}' where personal::text <> '{}' and customer_id = $1`,
  `update report_customer set name = null where name is not null and customer_id = $1`,
];

/** What the report keeps of persons: names and texts, and the files of exports that may hold some. */
@Injectable()
export class ReportingPersonalData implements PersonalData {
  async erase(em: EntityManager, customerId: string): Promise<void> {
    const first = await firstRow(
      em,
      'select 1 from anonymised_customer where erased_at is null and customer_id = $1',
      [customerId],
    );
    for (const erasure of ERASURES) await rows(em, erasure, [customerId]);
    // Files cannot be searched: those made before are taken away, once.
    if (first === undefined) return;
    await rows(em, `update export_job set expires_at = now() where part = 'details' and not file_removed`);
  }
}
