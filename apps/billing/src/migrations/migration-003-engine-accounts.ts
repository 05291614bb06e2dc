import { Migration } from '@mikro-orm/migrations';

/** Engines' own accounts on NATS, and which of their instructions were acknowledged. */
export class Migration003EngineAccounts extends Migration {
  override up(): void {
    for (const statement of [
      'alter table billing_engine add column account_key text',
      // The making of the stream that has it, and where it stands there.
      `alter table engine_instruction add column stream_made_at text,
         add column stream_sequence bigint, add column acknowledged_at timestamptz(3)`,
      // What was sent before that was noted is taken as acknowledged: it is not sent a second time.
      'update engine_instruction set acknowledged_at = sent_at where sent_at is not null',
      `create index engine_instruction_open on engine_instruction (created_at)
         where sent_at is not null and acknowledged_at is null`,
    ])
      this.addSql(statement);
  }
}
