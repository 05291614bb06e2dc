import { createRootRoute } from '@tanstack/react-router';

/** The parent of every feature's routes; app/routes.ts gives it the shell. */
export const rootRoute = createRootRoute();
