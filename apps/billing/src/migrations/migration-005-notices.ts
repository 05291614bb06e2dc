import { Migration } from '@mikro-orm/migrations';

/**
 * Administrators to be told where nobody else is, e-mail addresses of the blacklist without their plus part, and
 * reminders of consents that nobody has answered.
 */
export class Migration005Notices extends Migration {
  override up(): void {
    for (const statement of [
      'create table administrator (user_id uuid primary key, email text, as_of timestamptz(3) not null)',
      `alter table billing_settings add column blacklist_plus_addresses boolean not null default false`,
      // Of an entry from before, which is kept as a hash, what it was without its plus part cannot be known.
      'alter table blacklist_entry add column base_key text',
      `update blacklist_entry set base_key = key where kind = 'email'`,
      `create index blacklist_entry_base_key on blacklist_entry (base_key) where base_key is not null and not lifted`,
      'alter table billing_settings add column consent_reminder_days int not null default 2',
      `alter table purchase add column consent_remind_at timestamptz(3),
         add column consent_reminded_at timestamptz(3)`,
      `update purchase set consent_remind_at = now() + interval '2 days',
         work_at = least(work_at, now() + interval '2 days')
       where consent = 'requested' and status in ('trial', 'active', 'recycle_billing', 'paused')`,
      `create index purchase_consent_unanswered on purchase (started_at desc, id desc)
         where consent = 'requested' and consent_reminded_at is not null`,
    ])
      this.addSql(statement);
  }
}
