import { fold, hasMarks, spelledOut } from './fold.ts';

/** What people say to a machine that annoys them, folded, as whole words. */
const angry =
  /\b(?:vo dung|vo tich su|ngu (?:the|qua|nhu|vay|nguoi|vl)|may ngu|do ngu|bot ngu|ngu|do hoi|do toi|chan qua|qua chan|buc (?:minh|qua)|tuc (?:qua|minh)|dien (?:qua|tiet)|nham nhi|lang nhang|linh tinh|mat (?:thoi gian|day|lich su)|du ma|dit me|me kiep|vcl|vl|dm|dmm|clgt|khung|do dien|im di|cut di|bien di|useless|stupid|idiot|rubbish|garbage|crap|dumb|shut up)\b/;

/** Words that fold to the same letters and are no anger: sleep, a meal of the village. */
const calm = /(?<!\p{L})(?:ngủ|ngũ|ngừ|ngữ|ngư|ngụ)(?!\p{L})/iu;

/** Whether somebody is angry with the assistant. Read only when nothing else was understood. */
export function isAngry(text: string): boolean {
  if (hasMarks(text) && calm.test(text.normalize('NFC'))) return false;
  return angry.test(spelledOut(fold(text)));
}
