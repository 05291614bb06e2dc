import { Migration } from '@mikro-orm/migrations';

/** What other services tell of customers and people want to see beside them: the money of each campaign, and cases. */
export class Migration002Figures extends Migration {
  override up(): void {
    for (const statement of [
      `create table customer_value (
         customer_id uuid not null,
         campaign_id text not null,
         currency char(3) not null,
         captured numeric(19, 4) not null default 0,
         returned numeric(19, 4) not null default 0,
         primary key (customer_id, campaign_id, currency)
       )`,
      // Of several events about a case the latest stands, in whatever order they come.
      `create table customer_case (
         case_id uuid primary key,
         customer_id uuid not null,
         open boolean not null,
         epoch int not null,
         sequence bigint not null
       )`,
      'create index customer_case_open on customer_case (customer_id) where open',
    ])
      this.addSql(statement);
  }
}
