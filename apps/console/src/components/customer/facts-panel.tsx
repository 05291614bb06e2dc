import { Checkbox, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Moment } from '../moment';
import { currentLanguage } from '../../i18n/i18n';
import { addressText } from '../record/address-fields';
import { Fact } from '../record/fact';
import record from '../record/record.module.css';
import { CustomerAddressFields, newAddress } from './customer-address-fields';
import { FactField, type Customer } from './fact-field';
import classes from './customer.module.css';

const text = (value: string | null | undefined): string => value ?? '';
const orNull = (value: string): string | null => (value.trim() === '' ? null : value.trim());

/** A list with one of it in the place of another, or behind the others. */
const put = <One,>(list: readonly One[], index: number, one: One): One[] => [
  ...list.slice(0, index),
  one,
  ...list.slice(index + 1),
];
const without = <One,>(list: readonly One[], index: number): One[] => list.filter((_, at) => at !== index);

const emailsOf = ({ emails }: Customer) =>
  emails.map(({ address, primary }) => ({ address, primary: primary === true }));
const phonesOf = ({ phones }: Customer) =>
  phones.map(({ entered, label }) => ({ number: entered, ...(label ? { label } : {}) }));

/** The words of a language in the person's own. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([currentLanguage()], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag; // no language tag at all: shown as it stands
  }
}

/** What is known of a customer, each fact edited by itself. */
export function FactsPanel({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  return (
    <section aria-label={t('facts.title')} className={classes.factsGrid}>
      <FactField
        customer={customer}
        label={t('facts.name')}
        read={({ name }) => name}
        show={(name) => name}
        edit={(draft, change) => (
          <TextInput
            label={t('facts.name')}
            data-autofocus
            value={draft}
            onChange={(event) => change(event.currentTarget.value)}
          />
        )}
        write={(name) => ({ name: name.trim() })}
      />
      <Emails customer={customer} />
      <Phones customer={customer} />
      <Addresses customer={customer} />
      <Others customer={customer} />
      <Fact label={t('facts.since')}>
        <Moment at={customer.createdAt} as="date" />
      </Fact>
    </section>
  );
}

function Emails({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const many = customer.emails.length;
  return [...customer.emails, undefined].map((email, index) => (
    <FactField
      key={email?.address ?? 'new'}
      customer={customer}
      label={email?.primary === true && many > 1 ? t('facts.email_primary') : t('facts.email')}
      {...(email === undefined ? { add: t('facts.add_email') } : {})}
      read={(now) => ({
        address: text(now.emails[index]?.address),
        primary: now.emails[index]?.primary === true,
        bounced: Boolean(now.emails[index]?.bouncedAt),
      })}
      show={({ address, bounced }) =>
        address === '' ? null : (
          <>
            {address}
            {bounced && <span className={record.label}>{t('facts.bounced')}</span>}
          </>
        )
      }
      edit={(draft, change) => (
        <Stack gap={6}>
          <TextInput
            label={t('facts.email')}
            type="email"
            required
            withAsterisk={false}
            value={draft.address}
            onChange={(event) => change({ ...draft, address: event.currentTarget.value })}
          />
          <Checkbox
            label={t('facts.primary')}
            checked={draft.primary}
            onChange={(event) => change({ ...draft, primary: event.currentTarget.checked })}
          />
        </Stack>
      )}
      write={({ address, primary }, now) => ({
        emails: put(
          emailsOf(now).map((one) => (primary ? { ...one, primary: false } : one)),
          index,
          { address: address.trim(), primary: primary || now.emails.length === 0 },
        ),
      })}
      {...(email === undefined || many === 0
        ? {}
        : {
            remove: {
              words: t('facts.remove'),
              write: (now: Customer) => ({ emails: withPrimary(without(emailsOf(now), index)) }),
            },
          })}
    />
  ));
}

/** Where the primary address was taken away, the first one takes its place. */
function withPrimary<One extends { primary: boolean }>(emails: One[]): One[] {
  return emails.some(({ primary }) => primary)
    ? emails
    : emails.map((one, index) => ({ ...one, primary: index === 0 }));
}

function Phones({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  return [...customer.phones, undefined].map((phone, index) => (
    <FactField
      key={phone?.entered ?? 'new'}
      customer={customer}
      label={phone?.label ? `${t('facts.phone')} · ${phone.label}` : t('facts.phone')}
      {...(phone === undefined ? { add: t('facts.add_phone') } : {})}
      read={(now) => ({ number: text(now.phones[index]?.entered), label: text(now.phones[index]?.label) })}
      show={({ number }) =>
        number === '' ? null : (
          <>
            {number}
            {phone !== undefined && !phone.number && (
              <span className={record.label}>{t('facts.invalid_phone')}</span>
            )}
          </>
        )
      }
      edit={(draft, change) => (
        <Stack gap={6}>
          <TextInput
            label={t('facts.phone')}
            type="tel"
            required
            withAsterisk={false}
            value={draft.number}
            onChange={(event) => change({ ...draft, number: event.currentTarget.value })}
          />
          <TextInput
            label={t('facts.phone_label')}
            value={draft.label}
            onChange={(event) => change({ ...draft, label: event.currentTarget.value })}
          />
        </Stack>
      )}
      write={({ number, label }, now) => ({
        phones: put(phonesOf(now), index, {
          number: number.trim(),
          ...(label.trim() === '' ? {} : { label: label.trim() }),
        }),
      })}
      {...(phone === undefined
        ? {}
        : {
            remove: {
              words: t('facts.remove'),
              write: (now: Customer) => ({ phones: without(phonesOf(now), index) }),
            },
          })}
    />
  ));
}

function Addresses({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  return [...customer.addresses, undefined].map((address, index) => (
    <FactField
      key={address?.id ?? 'new'}
      customer={customer}
      label={address === undefined ? t('facts.address') : t(`facts.purpose.${address.purpose}`)}
      {...(address === undefined ? { add: t('facts.add_address') } : {})}
      read={(now) => now.addresses[index] ?? newAddress(now.country)}
      show={addressText}
      edit={(draft, change) => <CustomerAddressFields address={draft} onChange={change} />}
      write={(draft, now) => ({ addresses: put(now.addresses, index, draft) })}
      {...(address === undefined
        ? {}
        : {
            remove: {
              words: t('facts.remove'),
              write: (now: Customer) => ({ addresses: without(now.addresses, index) }),
            },
          })}
    />
  ));
}

function Others({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  return (
    <>
      <FactField
        customer={customer}
        label={t('facts.time_zone')}
        read={({ timeZone }) => text(timeZone)}
        show={(zone) => (zone === '' ? null : zone.replaceAll('_', ' '))}
        edit={(draft, change) => (
          <Select
            label={t('facts.time_zone')}
            data={Intl.supportedValuesOf('timeZone')}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('facts.remove') }}
            limit={60}
            value={draft === '' ? null : draft}
            onChange={(zone) => change(zone ?? '')}
          />
        )}
        write={(timeZone) => ({ timeZone: orNull(timeZone) })}
      />
      <FactField
        customer={customer}
        label={t('facts.language')}
        read={({ language }) => text(language)}
        show={(language) => (language === '' ? null : languageName(language))}
        edit={(draft, change) => (
          <TextInput
            label={t('facts.language')}
            description={t('facts.language_tag')}
            value={draft}
            onChange={(event) => change(event.currentTarget.value)}
          />
        )}
        write={(language) => ({ language: orNull(language) })}
      />
      <FactField
        customer={customer}
        label={t('facts.birthday')}
        read={({ birthday }) => text(birthday)}
        show={(day) => (day === '' ? null : <Moment at={`${day}T12:00:00Z`} as="date" timeZone="UTC" />)}
        edit={(draft, change) => (
          <TextInput
            type="date"
            label={t('facts.birthday')}
            value={draft}
            onChange={(event) => change(event.currentTarget.value)}
          />
        )}
        write={(birthday) => ({ birthday: orNull(birthday) })}
      />
      <FactField
        customer={customer}
        label={t('facts.tags')}
        read={({ tags }) => tags}
        show={(tags) => (tags.length === 0 ? null : tags.join(', '))}
        edit={(draft, change) => <TagsInput label={t('facts.tags')} value={draft} onChange={change} />}
        write={(tags) => ({ tags })}
      />
      <FactField
        customer={customer}
        label={t('facts.marketing')}
        read={({ marketingConsent }) => marketingConsent ?? null}
        show={(consent) => (consent === null ? null : t(consent ? 'facts.yes' : 'facts.no'))}
        edit={(draft, change) => (
          <Select
            label={t('facts.marketing')}
            data={[
              { value: 'yes', label: t('facts.yes') },
              { value: 'no', label: t('facts.no') },
            ]}
            placeholder={t('facts.not_asked')}
            clearable
            clearButtonProps={{ 'aria-label': t('facts.remove') }}
            value={draft === null ? null : draft ? 'yes' : 'no'}
            onChange={(chosen) => change(chosen === null ? null : chosen === 'yes')}
          />
        )}
        write={(marketingConsent) => ({ marketingConsent })}
      />
    </>
  );
}
