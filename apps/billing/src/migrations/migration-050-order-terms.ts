import { Migration } from '@mikro-orm/migrations';

/** What orders are found by: buyer and address as they are compared. Newest first wherever it is found often. */
export class Migration050OrderTerms extends Migration {
  override up(): void {
    this.addSql('create extension if not exists pg_trgm');
    this.addSql(`
      alter table customer_order
        add column sought_name text, add column sought_email text, add column sought_phone text,
        add column sought_address text, add column sought_city text, add column sought_state text,
        add column sought_postal_code text`);
    this.addSql(`
      update customer_order set
        sought_name = ' ' || lower(customer ->> 'name'),
        sought_email = lower(customer ->> 'email'),
        sought_phone = reverse(regexp_replace(customer ->> 'phone', '\\D', '', 'g')),
        sought_address = ' ' || lower(shipping_address ->> 'line1'),
        sought_city = lower(shipping_address ->> 'city'),
        sought_state = lower(shipping_address ->> 'state'),
        sought_postal_code = lower(regexp_replace(shipping_address ->> 'postalCode', '[^[:alnum:]]', '', 'g'))
      where customer is not null or shipping_address is not null`);
    for (const term of ['name', 'address'])
      this.addSql(
        `create index customer_order_${term} on customer_order using gin (sought_${term} gin_trgm_ops)`,
      );
    for (const term of ['email', 'phone', 'city', 'postal_code'])
      this.addSql(
        `create index customer_order_${term} on customer_order (sought_${term} text_pattern_ops)
           where sought_${term} is not null`,
      );
    this.addSql(
      `create index customer_order_country on customer_order (country, sought_state text_pattern_ops, ordered_at desc)`,
    );
    this.addSql('create index customer_order_state on customer_order (sought_state text_pattern_ops)');
  }
}
