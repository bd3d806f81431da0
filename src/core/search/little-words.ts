import { fold } from '../fold.ts';

/**
 * Words that hold a question together and say little of its subject, folded. Words that fold to the same letters
 * as something a lesson is about are left out: "mà" is also "mã", "bạn" also "bán", "máy" also "mấy".
 */
const littleWords: ReadonlySet<string> = new Set(
  `
  anh bac bi boi cac cai cang chang chau chi chiu co con cu cua cung da dau day de di do duoc em gi ha hay hon
  khi khong kieu la lai lam luc luon minh mot muon nao nay nen neu nghe ngay nguoi nhat nhe nhieu nhu nhung no nua o oi
  phai ra rang rat roi rua sao sau se ta thay the theo thi thoi to toi tren trong tu tui va van vao vay ve vi viec voi
  vua xem xin xong
  a about am an and are be do does for from have how i if in is it me my of on or should that the there they this to
  was what when where which who why will with you your
  `
    .trim()
    .split(/\s+/),
);

/** How much a little word tells against any other, 0..1. */
const littleTells = 0.25;

/** How much a term tells by what it is made of: one word, or two neighbours of which either may carry the subject. */
export function tells(term: string): number {
  const words = fold(term).split(' ');
  return words.every((word) => littleWords.has(word)) ? littleTells : 1;
}
