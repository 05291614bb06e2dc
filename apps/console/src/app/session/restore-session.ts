import { answerOf, api } from '../../api/client';
import { ApiError } from '../../api/api-error';
import { queryClient } from '../../api/query-client';
import { session } from '../../api/session';
import { forgetPlaces } from '../../commands/recent-places';

/** Finds out whose cookie the browser has. */
export async function restoreSession(): Promise<void> {
  try {
    session.enter(await answerOf(api.GET('/me')));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) session.leave();
    else session.unreachable(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Signs in by a cookie that no script can read. */
export async function signIn(username: string, password: string): Promise<void> {
  await answerOf(api.POST('/sessions', { body: { username, password, cookie: true } }));
  session.enter(await answerOf(api.GET('/me')));
}

/** Ends the session and forgets what was seen in it. */
export async function signOut(): Promise<void> {
  try {
    await answerOf(api.DELETE('/sessions/current'));
  } catch (error) {
    // Whoever has no session any more is signed out.
    if (!(error instanceof ApiError && error.status === 401)) throw error;
  }
  queryClient.clear();
  forgetPlaces();
  session.leave();
}
