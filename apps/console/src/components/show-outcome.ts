import { notifications } from '@mantine/notifications';

/** What became of something that was done. */
export interface Outcome {
  message: string;
  /** It is not what was wanted: declined, queued. It stays in sight until it is closed. */
  bad: boolean;
}

/** Says what became of it, whatever page comes next. */
export function showOutcome(outcome: Outcome | string): void {
  const { message, bad } = typeof outcome === 'string' ? { message: outcome, bad: false } : outcome;
  notifications.show({ message, ...(bad ? { color: 'red', autoClose: false } : {}) });
}
