import { useSyncExternalStore } from 'react';
import { session, type Me, type SessionState } from './session';

export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, session.get);
}

/** Who is signed in. Only for what stands behind the sign-in. */
export function useMe(): Me {
  const state = useSession();
  if (state.is !== 'signed-in') throw new Error('nobody is signed in');
  return state.me;
}

/** Whether the caller may do what stands under a key of the access matrix, e.g. `transactions.refund`. */
export function mayDo(me: Me, permission: string): boolean {
  return me.permissions[permission] !== undefined;
}

export function useMay(): (permission: string) => boolean {
  const me = useMe();
  return (permission) => mayDo(me, permission);
}
