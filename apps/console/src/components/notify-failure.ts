import { notifications } from '@mantine/notifications';

/** Says that something did not work, where there is no panel of its own for that. */
export const notifyFailure = (error: Error): void => {
  notifications.show({ color: 'red', message: error.message });
};
