import { Migration } from '@mikro-orm/migrations';

/** E-mails can be said to be a customer's, and one that ends its process again and again is given up. */
export class Migration010MailsPutAside extends Migration {
  override up(): void {
    for (const statement of [
      `alter table inbound_mail
         add column unfinished int not null default 0,
         -- Whose somebody said it is.
         add column said_customer_id uuid`,
      `create index inbound_mail_put_aside on inbound_mail (received_at desc, id desc)
         where status = 'failed' or outcome = 'stranger'`,
      `create index inbound_mail_from on inbound_mail (lower(from_address), received_at desc, id desc)`,
    ])
      this.addSql(statement);
  }
}
