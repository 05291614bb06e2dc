import type { components } from './snapshots/schema';

/** Who is signed in and what they may do. */
export type Me = components['schemas']['MeView'];

export type SessionState =
  | { is: 'unknown' }
  /** The gateway does not answer; nobody knows who is there. */
  | { is: 'unreachable'; error: Error }
  | { is: 'signed-out' }
  /** `expired`: the page stays as it is until the person signs in again over it. */
  | { is: 'signed-in'; me: Me; expired: boolean };

let state: SessionState = { is: 'unknown' };
const listeners = new Set<() => void>();
let signingInAgain: { promise: Promise<boolean>; settle: (again: boolean) => void } | undefined;

function change(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** The state of the session, for `useSyncExternalStore` and for the client. */
export const session = {
  get: (): SessionState => state,

  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  /** Somebody signed in: whoever waits for that goes on, unless it is another person than before. */
  enter(me: Me): void {
    const before = state.is === 'signed-in' ? state.me.user.id : undefined;
    if (before !== undefined && before !== me.user.id) {
      // What stands on the page was for somebody else's eyes.
      location.assign('/');
      return;
    }
    change({ is: 'signed-in', me, expired: false });
    signingInAgain?.settle(true);
    signingInAgain = undefined;
  },

  unreachable(error: Error): void {
    change({ is: 'unreachable', error });
  },

  leave(): void {
    change({ is: 'signed-out' });
    signingInAgain?.settle(false);
    signingInAgain = undefined;
  },

  /** The gateway no longer knows the caller. Resolves once they have signed in again, or gave up (false). */
  expire(): Promise<boolean> {
    if (state.is !== 'signed-in') return Promise.resolve(false);
    if (signingInAgain === undefined) {
      let settle: (again: boolean) => void = () => undefined;
      const promise = new Promise<boolean>((resolve) => (settle = resolve));
      signingInAgain = { promise, settle };
      change({ ...state, expired: true });
    }
    return signingInAgain.promise;
  },
};
