import { useEffect, useRef, useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NewCustomerButton } from './new-customer-button';
import { SearchResults } from './search-results';
import { SEARCH_FIELDS, searchOf, type CustomerSearch } from './search-fields';
import classes from './search.module.css';

const route = getRouteApi('/customers');

/** Customer → Customer Service: finds customers by anything of theirs or of their orders. */
export function SearchPage() {
  const { t } = useTranslation('customers');
  const router = useRouter();
  const asked = searchOf(route.useSearch());
  const go = (search: CustomerSearch) => void router.navigate({ to: '/customers', search });
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>{t('search.title')}</h1>
        <NewCustomerButton asked={asked} />
      </header>
      <SearchForm key={JSON.stringify(asked)} asked={asked} onSearch={go} />
      <SearchResults search={asked} onSearch={go} />
    </div>
  );
}

interface SearchFormProps {
  asked: CustomerSearch;
  onSearch: (search: CustomerSearch) => void;
}

function SearchForm({ asked, onSearch }: SearchFormProps) {
  const { t } = useTranslation('customers');
  const [draft, setDraft] = useState<CustomerSearch>(asked);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <search>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(searchOf(draft));
        }}
      >
        {SEARCH_FIELDS.map((field) => (
          <TextInput
            key={field}
            className={field === 'query' ? (classes.wide ?? '') : ''}
            label={t(`search.${field}`)}
            {...(field === 'query' ? { ref: first } : {})}
            autoComplete="off"
            inputMode={field === 'phone' ? 'tel' : field === 'cardLastFour' ? 'numeric' : 'text'}
            value={draft[field] ?? ''}
            onChange={({ currentTarget: { value } }) => setDraft((now) => ({ ...now, [field]: value }))}
          />
        ))}
        <div className={classes.buttons}>
          <Button type="submit" leftSection={<Search size={14} aria-hidden />}>
            {t('search.button')}
          </Button>
          <Button variant="default" onClick={() => onSearch({})}>
            {t('search.clear')}
          </Button>
        </div>
      </form>
    </search>
  );
}
