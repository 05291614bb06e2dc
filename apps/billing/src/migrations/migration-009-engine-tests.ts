import { Migration } from '@mikro-orm/migrations';

/** The newest test message of an engine, found among millions of instructions. */
export class Migration009EngineTests extends Migration {
  override up(): void {
    this
      .addSql(`create index engine_instruction_test on engine_instruction (subject, created_at desc, id desc)
      where subject like '%.engine.test'`);
  }
}
