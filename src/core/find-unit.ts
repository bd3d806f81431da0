import type { Unit } from './course.ts';
import { fold, hasMarks } from './fold.ts';

const most = 6;
/** Shorter words have too many neighbours for a typing error to be guessed. */
const shortestWithTypo = 4;

/**
 * Communes by a name as people type it: with or without marks and the type, its beginning, one letter wrong,
 * or the old district's name. Best first; several mean that the person must be asked.
 */
export function findUnits(units: ReadonlyMap<string, Unit>, text: string): Unit[] {
  const wanted = fold(text).replace(/^(?:(?:toi|em|chau|minh|bac) )?(?:o|tai|que|thuoc) (?=\S)/, '');
  if (wanted.length < 2) return [];
  const all = [...units.values()];
  const exact = all.filter((unit) => unit.searchKeys.includes(wanted));
  const marked = hasMarks(text) ? exact.filter((unit) => isWrittenSo(unit, text)) : [];
  const district = all.filter((unit) => !exact.includes(unit) && isFormerly(unit, wanted));
  // Several communes took over an old district's name: "tôi ở Nga Sơn" may mean any of its communes.
  if (marked.length === 1 && district.length === 0) return marked;
  const found = [...marked, ...exact.filter((unit) => !marked.includes(unit)), ...district];
  if (found.length > 0) return found.slice(0, most);
  const begun = all.filter((unit) => unit.searchKeys.some((key) => key.startsWith(wanted)));
  if (begun.length > 0) return begun.slice(0, most);
  if (wanted.length < shortestWithTypo) return [];
  return all.filter((unit) => unit.searchKeys.some((key) => isOneTypoAway(key, wanted))).slice(0, most);
}

function isWrittenSo(unit: Unit, text: string): boolean {
  const said = text.normalize('NFC').trim().toLocaleLowerCase('vi');
  return [unit.name, unit.fullName].some((name) => name.normalize('NFC').toLocaleLowerCase('vi') === said);
}

/** `Huyện Nga Sơn` is found by "nga son" and by "huyen nga son". */
function isFormerly(unit: Unit, wanted: string): boolean {
  if (unit.formerly === undefined) return false;
  return unit.formerly.split(/[+/]/).some((part) => {
    const whole = fold(part);
    return whole === wanted || whole.replace(/^(?:huyen|thi xa|thanh pho) /, '') === wanted;
  });
}

/** One letter more, fewer, different, or two neighbours swapped. */
function isOneTypoAway(key: string, typed: string): boolean {
  if (Math.abs(key.length - typed.length) > 1) return false;
  let start = 0;
  while (start < key.length && start < typed.length && key[start] === typed[start]) start++;
  const [restKey, restTyped] = [key.slice(start), typed.slice(start)];
  return (
    restKey.slice(1) === restTyped.slice(1) ||
    restKey.slice(1) === restTyped ||
    restKey === restTyped.slice(1) ||
    (restKey.slice(2) === restTyped.slice(2) && restKey[0] === restTyped[1] && restKey[1] === restTyped[0])
  );
}
