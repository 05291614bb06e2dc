import { answerOf, api } from '../../api/client';
import { formatMoney } from '../../i18n/formats';

/** Something found while one types in the palette. */
export interface Found {
  href: string;
  title: string;
  /** What tells it from others of its name. */
  detail: string;
}

export interface PaletteSearch {
  kind: 'customer' | 'order' | 'case';
  permission: string;
  /** The page it leads to; it is not searched for while that is not built. */
  route: string;
  search: (text: string, signal: AbortSignal) => Promise<Found[]>;
}

const limit = 5;
const words = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' · ');

/** What can be found from anywhere, through the API's own searches. */
export const searches: readonly PaletteSearch[] = [
  {
    kind: 'customer',
    permission: 'customers.view',
    route: '/customers/$customerId',
    search: async (query, signal) => {
      const { items } = await answerOf(
        api.GET('/customers', { params: { query: { query, limit } }, signal }),
      );
      return items.map(({ id, name, emails, phones }) => ({
        href: `/customers/${id}`,
        title: name,
        detail: words(emails[0]?.address, phones[0]?.number),
      }));
    },
  },
  {
    kind: 'order',
    permission: 'orders.view',
    route: '/orders/$orderId',
    search: async (query, signal) => {
      const { items } = await answerOf(api.GET('/orders', { params: { query: { query, limit } }, signal }));
      return items.map(({ id, orderNumber, status, total }) => ({
        href: `/orders/${id}`,
        title: orderNumber,
        detail: words(formatMoney(total.amount, total.currency), status),
      }));
    },
  },
  {
    kind: 'case',
    permission: 'cases.view',
    route: '/cases/$caseId',
    search: async (text, signal) => {
      const { items } = await answerOf(api.GET('/cases', { params: { query: { text, limit } }, signal }));
      return items.map(({ id, subject, number }) => ({
        href: `/cases/${id}`,
        title: subject,
        detail: number,
      }));
    },
  },
];
