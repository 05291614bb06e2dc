import createClient from 'openapi-fetch';
import { ApiError } from './api-error';
import { queryString } from './query-string';
import { session } from './session';
import type { components, paths } from './snapshots/schema';

/** The views of the API by their names in its document, e.g. `View<'CustomerView'>`. */
export type View<Name extends keyof components['schemas']> = components['schemas'][Name];

/** Sends a request; one that meets an expired session waits for the person to sign in again, and is sent again. */
export async function send(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetch(request);
  if (response.status !== 401 || request.url.includes('/api/v1/sessions')) return response;
  return (await session.expire()) ? fetch(again) : response;
}

/** The gateway, by the paths and types of its own document. */
export const api = createClient<paths>({
  baseUrl: `${location.origin}/api/v1`,
  fetch: send,
  querySerializer: queryString,
});

interface Outcome<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** What a call answered; throws an ApiError where it was refused or did not arrive. */
export async function answerOf<Data>(call: Promise<Outcome<Data>>): Promise<Data> {
  const { data, error, response } = await reached(call);
  if (!response.ok) throw new ApiError(response.status, problemOf(error));
  return data as Data;
}

async function reached<Data>(call: Promise<Outcome<Data>>): Promise<Outcome<Data>> {
  try {
    return await call;
  } catch (error) {
    // An aborted call is no failure: whoever aborted it knows.
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, { detail: error instanceof Error ? error.message : undefined });
  }
}

function problemOf(error: unknown): Record<string, unknown> {
  return typeof error === 'object' && error !== null ? { ...error } : {};
}
