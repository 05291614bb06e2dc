import { Migration } from '@mikro-orm/migrations';

/** Who changed one thing is found among millions of lines; lines of before say whom they are about by other names. */
export class Migration003AuditAbout extends Migration {
  override up(): void {
    const about = `coalesce(details ->> 'about', '/users/' || (details ->> 'userId'), '/api-keys/' || (details ->> 'apiKeyId'))`;
    this.addSql(
      `create index audit_about on audit ((${about}), time desc, id desc) where (${about}) is not null`,
    );
  }
}
