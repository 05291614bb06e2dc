import { Migration } from '@mikro-orm/migrations';

/** What campaigns decide about their orders, discounts, custom fields, and who has used what of the catalog. */
export class Migration020CatalogTerms extends Migration {
  override up(): void {
    this.addSql(`
      alter table campaign
        add column qa_rate int not null default 0,
        add column address_check boolean not null default false,
        add column autoresponders boolean not null default true,
        add column express_consent boolean not null default false`);
    this.addSql(`
      create table discount (
        id uuid primary key,
        version int not null default 1,
        name text not null,
        percent_off int,
        amount_off_amount numeric(19,4),
        amount_off_currency char(3),
        occurrences int not null,
        retired boolean not null default false,
        check (num_nonnulls(percent_off, amount_off_amount) = 1)
      )`);
    this.addSql(`create unique index discount_name on discount (lower(name))`);
    this.addSql(`
      create table custom_field (
        id uuid primary key,
        version int not null default 1,
        name text not null,
        type text not null,
        choices text[] not null default '{}',
        required boolean not null default false,
        campaign_ids uuid[] not null default '{}',
        retired boolean not null default false
      )`);
    this.addSql(`create unique index custom_field_name on custom_field (lower(name))`);
    // What was used once is never deleted: the foreign keys see to it, at the cost of one look-up an order.
    this.addSql(`
      create table campaign_use (
        campaign_id uuid not null references campaign (id),
        product_id uuid references product (id),
        call_center_id uuid references call_center (id),
        discount_id uuid references discount (id),
        custom_field_id uuid references custom_field (id),
        check (num_nonnulls(product_id, call_center_id, discount_id, custom_field_id) = 1),
        constraint campaign_use_once unique nulls not distinct
          (campaign_id, product_id, call_center_id, discount_id, custom_field_id)
      )`);
    this.addSql(`
      insert into campaign_use (campaign_id, product_id)
      select distinct campaign_id, product_id
      from customer_order, unnest(product_ids) product_id
      where product_id in (select id from product)`);
    this.addSql(`
      insert into campaign_use (campaign_id, call_center_id)
      select distinct campaign_id, call_center_id from customer_order where call_center_id is not null`);
    this.addSql(`create index campaign_category_used on campaign (category_id)`);
  }
}
