import { fold } from './fold.ts';
import { codeLine, readOfficialCode } from './official-code.ts';

/**
 * Whether what somebody wrote or forwarded may be a message of officials, or its code, so that it is worth asking the
 * office. Looked for cheaply, in every typed text: the lines that each such message carries.
 */
export function mayBeOfficial(text: string): boolean {
  return readOfficialCode(text) !== undefined || (text.includes('\n') && hasOfficialLine(text));
}

/** The code's line even where the code itself was cut off, whom it comes from, and how to stop it. */
function hasOfficialLine(text: string): boolean {
  return text.split('\n').some((line) => {
    const plain = fold(line);
    return (
      (codeLine.test(line) && /\d/.test(line)) ||
      /^(?:tu|from) (?:ubnd|uy ban|cong an|hdnd|so |xa |phuong |truong |tinh )/.test(plain) ||
      plain.includes('dung loai tin nay') ||
      plain.includes('stop such messages')
    );
  });
}

/** "Tin này có phải của tỉnh không?": asked of a message, which may stand above the question. */
const question =
  /\b(?:tin|tin nhan|thong bao|cai|ma)(?: tin)? (?:nay|do|ay|kia)(?: \S+){0,3} (?:co phai|co dung|phai|co that|la)(?: \S+){0,4} (?:tinh|xa|phuong|uy ban|ubnd|cong an|chinh quyen|nha nuoc|tro ly|ben nay|gui)\b|\b(?:co phai|co dung la|phai)(?: tin)? (?:la )?(?:cua |do )?(?:tinh|xa|phuong|uy ban|ubnd|chinh quyen|nha nuoc|tro ly)(?: minh| ta)?(?: gui)?(?: that)? (?:khong|ko|k|chu)\b|\b(?:is|was|did)(?: \S+){0,3} (?:really )?(?:from|sent by|send)(?: \S+){0,2} (?:province|commune|office|you|government|this)\b/;

export const asksWhetherOurs = (text: string): boolean => text.length <= 4_000 && question.test(fold(text));

/** Only the question, with no message to look at. */
export const isQuestionAlone = (text: string): boolean => fold(text).split(' ').length <= 14;
