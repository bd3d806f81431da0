import type { Language } from './course.ts';

/** Forms of address a Vietnamese speaker may choose; the first three are offered at once. */
export const offeredAddresses = ['bác', 'anh', 'chị'] as const;
export const otherAddresses = ['cô', 'chú', 'ông', 'bà', 'em', 'bạn'] as const;
export const addresses = [...offeredAddresses, ...otherAddresses] as const;

const elders: ReadonlySet<string> = new Set(['bác', 'cô', 'chú', 'ông', 'bà']);

/** Used until the person has chosen. */
const unchosen = 'anh/chị';

/** Puts the person's form of address into a text: `{ban}`, `{Ban}`, and `{a}` (" ạ", to elders only). */
export function addressed(text: string, address: string | undefined, language: Language): string {
  if (!text.includes('{')) return text;
  const form = language === 'vi' ? (address ?? unchosen) : 'you';
  const polite = language === 'vi' && address !== undefined && elders.has(address) ? ' ạ' : '';
  return text
    .replaceAll('{ban}', form)
    .replaceAll('{Ban}', form.charAt(0).toLocaleUpperCase('vi') + form.slice(1))
    .replaceAll('{a}', polite);
}
