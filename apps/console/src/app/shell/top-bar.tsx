import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { Keyboard, Menu as MenuIcon, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ariaKeys } from '../../commands/keys';
import { KeyCaps } from '../../components/key-caps';
import { PersonMenu } from './person-menu';
import classes from './shell.module.css';

interface TopBarProps {
  onMenu: () => void;
  onSearch: () => void;
  onShortcuts: () => void;
}

export function TopBar({ onMenu, onSearch, onShortcuts }: TopBarProps) {
  const { t } = useTranslation();
  return (
    <header className={classes.top}>
      <ActionIcon className={classes.menuButton} aria-label={t('shell.menu')} onClick={onMenu}>
        <MenuIcon size={20} aria-hidden />
      </ActionIcon>
      <UnstyledButton className={classes.search} aria-keyshortcuts={ariaKeys('mod+k')} onClick={onSearch}>
        <Search size={15} aria-hidden />
        <span className={classes.searchText}>{t('shell.search')}</span>
        <KeyCaps keys="mod+k" />
      </UnstyledButton>
      <div className={classes.rest}>
        <Tooltip label={t('commands.shortcuts')}>
          <ActionIcon visibleFrom="sm" aria-label={t('commands.shortcuts')} onClick={onShortcuts}>
            <Keyboard size={17} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <PersonMenu />
      </div>
    </header>
  );
}
