import { useEffect, useRef, type ReactNode } from 'react';
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CommandState } from '../api/use-command';
import { ErrorPanel } from './error-panel';
import { MissingParts } from './missing-parts';

interface FormDialogProps {
  title: string;
  size?: number;
  command: CommandState;
  /** Whether it would be done again where it is sent again. */
  twice?: boolean;
  ready: boolean;
  submit: () => void;
  /** Says exactly what will happen. */
  button: string;
  danger?: boolean;
  /** What leaves it undone, where it is not called as everywhere. */
  leaving?: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that does something: what is filled in, what went wrong, and the button. */
export function FormDialog(props: FormDialogProps) {
  const { title, size = 460, command, twice = false, ready, submit, button, danger = false } = props;
  const { leaving, onClose, children } = props;
  const { isPending, error } = command;
  const { t } = useTranslation('actions');
  const form = useRef<HTMLFormElement>(null);
  // The button cannot hold the focus while something is under way: refused, it has it again.
  useEffect(() => {
    const lost = document.activeElement === document.body;
    if (error !== null && lost) form.current?.querySelector<HTMLElement>('[type="submit"]')?.focus();
  }, [error]);
  /** What is under way is done, whatever is closed: so it stays in sight until it is known what became of it. */
  const leave = () => {
    if (!isPending) onClose();
  };
  return (
    <Modal
      opened
      onClose={leave}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': leaving ?? t('close') }}
    >
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !isPending) submit();
        }}
      >
        <Stack gap="md">
          <MissingParts />
          {children}
          {error !== null && <ErrorPanel error={error} command={twice ? 'look' : 'once'} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" disabled={isPending} onClick={leave}>
              {leaving ?? t('not_now')}
            </Button>
            <Button
              type="submit"
              loading={isPending}
              disabled={!ready}
              {...(danger ? { color: 'red.9' } : {})}
            >
              {button}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
