import type { Language } from '../../core/course.ts';

/**
 * The page's language: Vietnamese unless the browser says which languages it wants and Vietnamese is not
 * among them.
 * @param accept the Accept-Language header, if there was one
 * @param chosen what the person picked on the page, `?lang=`
 */
export function pageLanguage(accept: string | undefined, chosen?: string): Language {
  if (chosen === 'vi' || chosen === 'en') return chosen;
  if (accept === undefined || accept.trim() === '') return 'vi';
  return accept.split(',').some(wantsVietnamese) ? 'vi' : 'en';
}

/** One entry of the header, `vi-VN;q=0.8`; a weight of 0 means "not this one". */
function wantsVietnamese(entry: string): boolean {
  const [range = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
  const isRefused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  return !isRefused && (range === '*' || range === 'vi' || range.startsWith('vi-'));
}

const vietnameseLetter = /[ăâđêôơưĂÂĐÊÔƠƯ]|[\u1ea0-\u1ef9]|[àáãèéìíòóõùúýĩũ]/i;

/**
 * The language a text reads as, for its `lang` attribute and the voice that speaks it. Vietnamese prose of
 * any length carries marked letters; a text without one keeps the page's language.
 */
export const languageOf = (text: string, otherwise: Language): Language =>
  vietnameseLetter.test(text.normalize('NFC').replaceAll('Bạn Học Số', '')) ? 'vi' : otherwise;
