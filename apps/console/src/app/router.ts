import { createRouter } from '@tanstack/react-router';
import { parseSearch, writeSearch } from '../lib/search-parameters';
import { PageFailed } from './shell/page-failed';
import { PageMissing } from './shell/page-missing';
import { routes } from './routes';

export const router = createRouter({
  routeTree: routes,
  parseSearch,
  stringifySearch: writeSearch,
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: PageMissing,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
