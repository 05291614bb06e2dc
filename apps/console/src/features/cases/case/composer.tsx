import { useRef, useState } from 'react';
import { Button, SegmentedControl, TagsInput, Textarea } from '@mantine/core';
import { EyeOff } from 'lucide-react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { caseChanged } from '../../../api/case-queries';
import { answerOf, api, type View } from '../../../api/client';
import { useCommand } from '../../../api/use-command';
import { useMay } from '../../../api/use-session';
import { useCommands } from '../../../commands/use-commands';
import { ErrorPanel } from '../../../components/error-panel';
import { KeyCaps } from '../../../components/key-caps';
import { FilePicker } from './file-picker';
import { MacroMenu } from './macro-menu';
import { useDraft } from './use-draft';
import classes from './case.module.css';

interface ComposerProps {
  subject: View<'CaseDetailView'>;
  onTyping: () => void;
}

/** Where one writes: to the customer, or, on unmistakably other ground, to colleagues only. */
export function Composer({ subject, onTyping }: ComposerProps) {
  const { t } = useTranslation('cases');
  const may = useMay();
  const field = useRef<HTMLTextAreaElement>(null);
  const [draft, write] = useDraft(subject.id);
  const [copies, setCopies] = useState(false);
  const closed = subject.status === 'closed';
  const mode = closed ? 'note' : draft.mode;
  const isNote = mode === 'note';
  const text = draft[mode];
  const path = { id: subject.id };
  const ccs = draft.ccs ?? subject.ccs;
  const sending = useCommand(
    (input: { mode: 'reply' | 'note'; text: string; ccs: string[]; attachmentIds: string[] }, key) =>
      input.mode === 'note'
        ? answerOf(
            api.POST('/cases/{id}/notes', {
              params: { path, header: { 'Idempotency-Key': key } },
              body: { text: input.text },
            }),
          )
        : answerOf(
            api.POST('/cases/{id}/replies', {
              params: { path, header: { 'Idempotency-Key': key } },
              body: {
                text: input.text,
                ccs: input.ccs,
                ...(input.attachmentIds.length === 0 ? {} : { attachmentIds: input.attachmentIds }),
              },
            }),
          ),
    {
      onSuccess: (_message, input) => {
        write(input.mode === 'note' ? { note: '' } : { reply: '', files: [] });
        caseChanged(subject);
      },
    },
  );
  const send = () => {
    if (text.trim() === '' || sending.isPending) return;
    sending.mutate({ mode, text: text.trim(), ccs, attachmentIds: draft.files.map(({ id }) => id) });
  };
  const begin = (next: 'reply' | 'note') => {
    const focus = () => field.current?.focus();
    flushSync(() => write({ mode: next }));
    sending.reset();
    // At once, so that no letter of a fast typist is lost; and once a palette that was open has given the focus back.
    focus();
    setTimeout(focus);
  };
  const work = may('cases.work');
  const refused = closed ? t('reply.closed') : undefined;
  const reply = {
    title: t('reply.title'),
    group: t('kind'),
    run: () => begin('reply'),
    ...(refused === undefined ? {} : { disabled: refused }),
  };
  const note = { title: t('note.title'), group: t('kind'), run: () => begin('note') };
  useCommands(
    work
      ? [
          { id: 'cases.reply', keys: 'alt+l', ...reply },
          { id: 'cases.reply_key', keys: 'r', ...reply, group: '' },
          { id: 'cases.note', keys: 'alt+p', ...note },
          { id: 'cases.note_key', keys: 'i', ...note, group: '' },
        ]
      : [],
  );
  if (!work) return <p className={classes.readOnly}>{t('may_not_write')}</p>;
  return (
    <form
      className={classes.composer}
      data-mode={mode}
      aria-label={t(isNote ? 'note.title' : 'reply.title')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={classes.composerHead}>
        <SegmentedControl
          aria-label={t('compose')}
          data={[
            { value: 'reply', label: t('reply.title'), disabled: closed },
            { value: 'note', label: t('note.title') },
          ]}
          value={mode}
          onChange={(next) => begin(next === 'note' ? 'note' : 'reply')}
        />
        {isNote ? (
          <span className={classes.noteMark}>
            <EyeOff size={13} aria-hidden /> {t('note.only_us')}
          </span>
        ) : (
          <span className={classes.quiet}>
            {t('reply.goes_to', { name: subject.customer.name ?? subject.number })}
          </span>
        )}
      </div>
      {!isNote && (copies || ccs.length > 0) && (
        <TagsInput
          size="xs"
          aria-label={t('fact.ccs')}
          placeholder={ccs.length === 0 ? t('reply.ccs') : ''}
          value={ccs}
          onChange={(next) => write({ ccs: next })}
        />
      )}
      <Textarea
        ref={field}
        aria-label={t(isNote ? 'note.label' : 'reply.label')}
        placeholder={t(isNote ? 'note.placeholder' : 'reply.placeholder')}
        autosize
        minRows={3}
        maxRows={14}
        maxLength={20000}
        value={text}
        onChange={(event) => {
          write({ [mode]: event.currentTarget.value });
          onTyping();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          send();
        }}
      />
      {sending.error !== null && <ErrorPanel error={sending.error} command="once" />}
      <div className={classes.composerFoot}>
        {!isNote && (
          <FilePicker caseId={subject.id} files={draft.files} onChange={(files) => write({ files })} />
        )}
        {!isNote && !copies && ccs.length === 0 && (
          <Button variant="subtle" color="gray" aria-label={t('reply.ccs')} onClick={() => setCopies(true)}>
            {t('reply.add_cc')}
          </Button>
        )}
        <MacroMenu subject={subject} draft={draft} onFill={write} />
        <span className={classes.acts}>
          <KeyCaps keys={text === '' ? (isNote ? 'alt+p' : 'alt+l') : 'mod+enter'} />
          <Button
            type="submit"
            loading={sending.isPending}
            disabled={text.trim() === ''}
            className={isNote ? classes.noteButton : undefined}
          >
            {t(isNote ? 'note.button' : 'reply.button')}
          </Button>
        </span>
      </div>
    </form>
  );
}
