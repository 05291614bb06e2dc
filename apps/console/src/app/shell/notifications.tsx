import { Notifications as Stack } from '@mantine/notifications';
import '@mantine/notifications/styles.css';

/** What is said at the edge of the page. */
export function Notifications() {
  return <Stack position="bottom-center" />;
}
