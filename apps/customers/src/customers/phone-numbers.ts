import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import type { CustomerPhone, CustomerPhoneInput } from '@daybook/contracts';
import { phoneDigits } from '@daybook/persistence';

/** Reads a phone number that was typed in any notation, in the country given where it has no international prefix. */
export function readPhone(input: CustomerPhoneInput, country: string | null): CustomerPhone {
  const entered = input.number.trim();
  const read = parsePhoneNumberFromString(entered, (country ?? undefined) as CountryCode | undefined);
  const valid = read?.isValid() === true ? read : undefined;
  return {
    entered,
    number: valid?.number ?? null,
    ...(valid?.ext === undefined ? {} : { extension: valid.ext }),
    ...(input.label === undefined ? {} : { label: input.label }),
  };
}

/** A phone number as it is looked for. */
export function phoneTerm(phone: CustomerPhone): string {
  return phoneDigits(phone.number ?? phone.entered);
}
