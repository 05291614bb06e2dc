import { useState } from 'react';
import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { caseChanged } from '../../../api/case-queries';
import { answerOf, api, type View } from '../../../api/client';
import { ActionDialog } from '../../../components/actions/action-dialog';

interface TagDialogProps {
  subject: View<'CaseDetailView'>;
  onClose: () => void;
}

/** Changes the tags of a case. */
export function TagDialog({ subject, onClose }: TagDialogProps) {
  const { t } = useTranslation('cases');
  const [tags, setTags] = useState(subject.tags);
  return (
    <ActionDialog
      title={t('tag.of', { number: subject.number })}
      facts={[[t('column.subject'), subject.subject]]}
      reason="none"
      button={t('tag.save')}
      customerId={subject.customer.id}
      input={tags}
      send={(_reason, key) =>
        answerOf(
          api.PATCH('/cases/{id}', {
            params: {
              path: { id: subject.id },
              header: { 'If-Match': `"${String(subject.version)}"`, 'Idempotency-Key': key },
            },
            body: { tags },
          }),
        )
      }
      done={() => {
        caseChanged(subject);
        return t('tag.done');
      }}
      onClose={onClose}
    >
      <TagsInput label={t('fact.tags')} data-autofocus value={tags} onChange={setTags} />
    </ActionDialog>
  );
}
