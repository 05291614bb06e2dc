import { useState } from 'react';
import { Alert, Button, CloseButton, FileButton, Progress } from '@mantine/core';
import { Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { takeBack, upload } from './upload';
import type { CaseDraft } from './use-draft';
import classes from './case.module.css';

interface FilePickerProps {
  caseId: string;
  files: CaseDraft['files'];
  onChange: (files: CaseDraft['files']) => void;
}

/** Files that go along with the reply: sent up at once, with what was refused and why. */
export function FilePicker({ caseId, files, onChange }: FilePickerProps) {
  const { t } = useTranslation('cases');
  const [sending, setSending] = useState<{ name: string; share: number }>();
  const [faults, setFaults] = useState<readonly string[]>([]);
  const add = async (chosen: readonly File[]) => {
    setFaults([]);
    let kept = files;
    for (const file of chosen) {
      try {
        setSending({ name: file.name, share: 0 });
        const { id, filename } = await upload(caseId, file, (sent) =>
          setSending({ name: file.name, share: (sent / Math.max(1, file.size)) * 100 }),
        );
        kept = [...kept, { id, filename }];
        onChange(kept);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        setFaults((before) => [...before, `${file.name}: ${why}`]);
      }
    }
    setSending(undefined);
  };
  const remove = (id: string) => {
    onChange(files.filter((one) => one.id !== id));
    takeBack(caseId, id).catch((error: unknown) =>
      setFaults([error instanceof Error ? error.message : String(error)]),
    );
  };
  return (
    <div className={classes.picker}>
      <FileButton multiple onChange={(chosen) => void add(chosen)}>
        {(props) => (
          <Button
            {...props}
            variant="subtle"
            color="gray"
            loading={sending !== undefined}
            leftSection={<Paperclip size={14} aria-hidden />}
          >
            {t('file.attach')}
          </Button>
        )}
      </FileButton>
      {files.map(({ id, filename }) => (
        <span key={id} className={classes.waitingFile}>
          {filename}
          <CloseButton
            size="xs"
            aria-label={t('file.remove', { name: filename })}
            onClick={() => remove(id)}
          />
        </span>
      ))}
      {sending !== undefined && (
        <Progress
          w={120}
          value={sending.share}
          aria-label={t('file.sending', { name: sending.name })}
          size="sm"
        />
      )}
      {faults.length > 0 && (
        <Alert role="alert" color="red" variant="light" p="xs" w="100%">
          {faults.map((fault) => (
            <div key={fault}>{fault}</div>
          ))}
        </Alert>
      )}
    </div>
  );
}
