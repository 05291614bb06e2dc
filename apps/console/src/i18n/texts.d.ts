import type actions from '../locales/en/actions.json';
import type admin from '../locales/en/admin.json';
import type app from '../locales/en/app.json';
import type cases from '../locales/en/cases.json';
import type customers from '../locales/en/customers.json';
import type home from '../locales/en/home.json';
import type operations from '../locales/en/operations.json';
import type orders from '../locales/en/orders.json';
import type record from '../locales/en/record.json';
import type records from '../locales/en/records.json';
import type reports from '../locales/en/reports.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    /** A feature's texts are entered here, so that a key that does not exist is an error of types. */
    resources: {
      app: typeof app;
      admin: typeof admin;
      /** What is done with orders, purchases, transactions and fulfillments, and their history. */
      actions: typeof actions;
      cases: typeof cases;
      customers: typeof customers;
      home: typeof home;
      operations: typeof operations;
      orders: typeof orders;
      record: typeof record;
      records: typeof records;
      reports: typeof reports;
      /** Spanish words for the API's own labels, by key; the English ones come from the API. */
      catalog: Record<string, string>;
    };
  }
}
