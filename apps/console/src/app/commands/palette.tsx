import { useId, useState } from 'react';
import { Loader, Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/use-session';
import { useAllCommands } from '../../commands/use-commands';
import { recentPlaces } from '../../commands/recent-places';
import { KeyCaps } from '../../components/key-caps';
import { MissingParts } from '../../components/missing-parts';
import { matching } from '../../lib/matching';
import { searches } from './searches';
import classes from './palette.module.css';

interface Entry {
  key: string;
  title: string;
  detail?: string | undefined;
  keys?: string | undefined;
  disabled?: string | undefined;
  run: () => void;
}

/** Where one goes and does everything from: recent places before typing, then what is found, then commands. */
export function Palette({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const list = useId();
  const sections = useSections(text.trim());
  const entries = sections.groups.flatMap((group) => group.entries);
  const chosen = entries[Math.min(active, entries.length - 1)];
  const run = (entry: Entry | undefined) => {
    if (entry === undefined || entry.disabled !== undefined) return;
    close();
    entry.run();
  };
  const move = (by: number) => {
    const next = (Math.min(active, entries.length - 1) + by + entries.length) % Math.max(entries.length, 1);
    setActive(next);
    document.getElementById(`${list}-${entries[next]?.key ?? ''}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside
      withCloseButton={false}
      padding={0}
      size={580}
      centered={false}
      yOffset="12vh"
      aria-label={t('commands.search')}
    >
      <div className={classes.input}>
        <Search size={17} aria-hidden />
        <input
          role="combobox"
          aria-label={t('commands.search')}
          aria-expanded
          aria-controls={list}
          aria-activedescendant={chosen === undefined ? undefined : `${list}-${chosen.key}`}
          aria-autocomplete="list"
          placeholder={t('shell.search')}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'ArrowDown') move(1);
            else if (event.key === 'ArrowUp') move(-1);
            else if (event.key === 'Enter') run(chosen);
            else return;
            event.preventDefault();
          }}
        />
        {sections.searching && <Loader size={14} />}
      </div>
      <div className={classes.list} role="listbox" id={list} aria-label={t('commands.results')}>
        {sections.groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <div className={classes.group} aria-hidden>
              {group.title}
            </div>
            {group.entries.map((entry) => (
              // The keys are taken by the text field, as a combobox has it.
              // eslint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={entry.key}
                id={`${list}-${entry.key}`}
                role="option"
                tabIndex={-1}
                aria-selected={entry === chosen}
                aria-disabled={entry.disabled !== undefined}
                className={classes.entry}
                onClick={() => run(entry)}
                onMouseMove={() => setActive(entries.indexOf(entry))}
              >
                <span className={classes.title}>{entry.title}</span>
                <span className={classes.detail}>{entry.disabled ?? entry.detail}</span>
                {entry.keys !== undefined && <KeyCaps keys={entry.keys} />}
              </div>
            ))}
          </div>
        ))}
        <MissingParts />
        {entries.length === 0 && !sections.searching && !sections.failed && (
          <p className={classes.nothing}>{t('commands.nothing', { text: text.trim() })}</p>
        )}
      </div>
    </Modal>
  );
}

function useSections(text: string): {
  groups: { title: string; entries: Entry[] }[];
  searching: boolean;
  /** Whether what could not be asked may have found something. */
  failed: boolean;
} {
  const { t } = useTranslation();
  const router = useRouter();
  const may = useMay();
  const commands = useAllCommands();
  const [asked] = useDebouncedValue(text, 120);
  const open = searches.filter(({ permission, route }) => may(permission) && route in router.routesByPath);
  // Each by itself: what one cannot find just now hides nothing of the others.
  const found = useQueries({
    queries: open.map(({ kind, search }) => ({
      queryKey: ['palette', kind, asked],
      enabled: asked.length >= 2,
      placeholderData: keepPreviousData<Awaited<ReturnType<typeof search>>>,
      queryFn: ({ signal }: { signal: AbortSignal }) => search(asked, signal),
    })),
  });
  const go = (href: string) => () => router.history.push(href);
  const recent: Entry[] = recentPlaces()
    .filter(({ href }) => href !== router.history.location.href)
    .map(({ href, title, kind }) => ({ key: `recent-${href}`, title, detail: kind, run: go(href) }));
  const possible: Entry[] = commands
    .filter(({ id, group }) => group !== '' && id !== 'app.search')
    .filter((command) => matching(`${command.title} ${command.words ?? ''} ${command.group}`, text))
    .map(({ id, title, group, keys, disabled, run }) => ({
      key: id,
      title,
      detail: group,
      keys,
      disabled,
      run,
    }));
  const groups = [
    ...(text === '' ? [{ title: t('commands.recent'), entries: recent }] : []),
    ...(text.length < 2 ? [] : open).map(({ kind }, index) => ({
      title: t(`commands.${kind}`),
      entries: (found[index]?.data ?? []).map(({ href, title, detail }) => ({
        key: `found-${href}`,
        title,
        detail,
        run: go(href),
      })),
    })),
    { title: t('commands.commands'), entries: possible },
  ].filter(({ entries }) => entries.length > 0);
  return {
    groups,
    searching: found.some(({ isFetching }) => isFetching),
    failed: found.some(({ error }) => error !== null),
  };
}
