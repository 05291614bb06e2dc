import type app from '../locales/en/app.json';
import type reports from '../locales/en/reports.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    /** A feature's texts are entered here, so that a key that does not exist is an error of types. */
    resources: {
      app: typeof app;
      reports: typeof reports;
      /** Spanish words for the API's own labels, by key; the English ones come from the API. */
      catalog: Record<string, string>;
    };
  }
}
