import { Migration } from '@mikro-orm/migrations';

/** The request for consent brings the link to answer by; a template that somebody has changed stays as it is. */
export class Migration013ConsentLinks extends Migration {
  override up(): void {
    this.addSql(`
      update message_template set version = version + 1, text =
        E'Hello {{customerName}},\\n\\n{{productName}} (order {{orderNumber}}) is billed again soon. Without your consent nothing is billed. Please tell us whether you agree.\\n\\n{{consentLink}}\\n'
      where kind = 'consent_request' and channel = 'email' and language = 'en' and text =
        E'Hello {{customerName}},\\n\\n{{productName}} (order {{orderNumber}}) is billed again soon. Without your consent nothing is billed. Please reply whether you agree.\\n'`);
  }
}
