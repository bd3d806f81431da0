import type { Language } from './course.ts';

/** Forms of address a Vietnamese speaker may choose; the first three are offered at once. */
export const offeredAddresses = ['bác', 'anh', 'chị'] as const;
export const otherAddresses = ['cô', 'chú', 'ông', 'bà', 'em', 'bạn'] as const;
export const addresses = [...offeredAddresses, ...otherAddresses] as const;

const elders: ReadonlySet<string> = new Set(['bác', 'cô', 'chú', 'ông', 'bà']);

/** Used until the person has chosen. */
const unchosen = 'anh/chị';

type Forms = { form: string; capital: string; polite: string };

const formsOf = (form: string, isElder: boolean): Forms => ({
  form,
  capital: form.charAt(0).toLocaleUpperCase('vi') + form.slice(1),
  polite: isElder ? ' ạ' : '',
});

/** Worked out once: every message passes here, and upper case by locale is slow. */
const known: ReadonlyMap<string, Forms> = new Map(
  [...addresses, unchosen].map((address) => [address, formsOf(address, elders.has(address))]),
);
const english = formsOf('you', false);

/** Puts the person's form of address into a text: `{ban}`, `{Ban}`, and `{a}` (" ạ", to elders only). */
export function addressed(text: string, address: string | undefined, language: Language): string {
  if (!text.includes('{')) return text;
  const chosen = address ?? unchosen;
  const { form, capital, polite } =
    language === 'vi' ? (known.get(chosen) ?? formsOf(chosen, elders.has(chosen))) : english;
  return text.replaceAll('{ban}', form).replaceAll('{Ban}', capital).replaceAll('{a}', polite);
}
