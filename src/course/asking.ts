import { withoutQuotes } from '../core/tieng.ts';

/**
 * Whether a sentence asks the learner for something no honest assistant asks for (a one-time code, password,
 * PIN, card number, money), warns about such asking, or does neither. What stands in quotes is another's
 * speech: it never asks.
 */
export type Reading = 'asks' | 'warns' | 'neither';

export function readsAs(sentence: string): Reading {
  const own = withoutQuotes(sentence.normalize('NFC').toLocaleLowerCase('vi'));
  const clauses = own.split(/[;!?…–()]+|[,:.]+(?=\s|$)/u).map((clause) => clause.trim());
  if (clauses.some((clause) => asks(clause))) return 'asks';
  return secret.test(sentence.toLocaleLowerCase('vi')) ? 'warns' : 'neither';
}

const word = (source: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'u');

const secretWords = [
  '(?:mã )?otp',
  'mật khẩu',
  '(?:mã |số )?pin',
  'số thẻ',
  'cvv',
  'mã (?:xác nhận|xác minh|bảo mật|vừa nhận|gửi về máy|sáu số|6 số|\\d+ số)',
  'one-time codes?',
  'passwords?',
  'card numbers?',
  'codes? (?:we|you|sent|just)',
];
const moneyWords = [
  'tiền',
  'phí',
  'lệ phí',
  'cọc',
  'money',
  'fees?',
  'deposit',
  '[\\d.,]+ ?(?:triệu|nghìn|ngàn|đồng|k|vnd|dong)',
];

const secret = word(secretWords.join('|'));
const money = word(moneyWords.join('|'));
const secretOrMoney = word([...secretWords, ...moneyWords].join('|'));

/** Giving something away to someone; typing it into an app of one's own is another matter. */
const giving = word(
  'đọc|gửi|nhắn|đưa|cho biết|cho xem|nói|báo|chuyển|nộp|đóng|nạp|cung cấp|trả lời bằng|send|tell|give|share|read(?: out)?|reply with|transfer|pay|text',
);
const typing = word('nhập|gõ|điền|ghi|chụp|type|enter|write|fill in');

/** Us, or this very chat. */
const toUs = word(
  'trợ lý|bạn học số|bot|chúng tôi|(?:vào|tại|ở|xuống|qua|lên) (?:đây|ô này|ô dưới|ô bên dưới|khung này|chat này|tin này|link này|số này|tài khoản này|tài khoản sau|số tài khoản này|số sau)|cho (?:đây|số này|tài khoản này)|tới (?:đây|số này|tài khoản này)|đến số này|us|me|the assistant|this (?:bot|chat|number|account|link)|(?:in|down|over)? ?here|below',
);

/** Words before the verb that turn the sentence into a warning. */
const warning = word(
  'không|đừng|chưa|chớ|tránh|cấm|khỏi|kẻ gian|kẻ xấu|lừa|giả|giả danh|ai|họ|người lạ|người gọi|nó|chúng|never|not|don.t|do not|nobody|no one|they|he|she|scammers?|crooks?|whoever|anyone|someone',
);
/** "Đừng quên gửi …" asks all the same. */
const butAsks = /(?:đừng|không|chớ|chưa) quên|(?:don.t|do not|never) forget(?: to)?/u;
/** After the verb: "tell nobody", "không … cho ai". */
const toNobody = word('nobody|no one|không ai');

/** What may stand before an order's verb. */
const lead =
  /^(?:(?:hãy|mời|xin|vui lòng|làm ơn|nhớ|cần|phải|giờ|bây giờ|sau đó|rồi|tiếp theo|đừng quên|không quên|giúp|ngay|bước \p{L}+|\{ban\}|please|now|then|and|just|you must|you need to|don.t forget to|do not forget to)\s+)*/u;

function asks(clause: string): boolean {
  for (const verb of [giving, typing]) {
    const match = verb.exec(clause);
    if (match === null) continue;
    const before = clause.slice(0, match.index);
    const after = clause.slice(match.index + match[0].length);
    if (!secretOrMoney.test(after)) continue;
    if (toNobody.test(after)) continue;
    if (warning.test(before.replace(butAsks, ''))) continue;
    if (toUs.test(after)) return true;
    // An order to give a secret away needs no addressee to be one; money has honest receivers.
    const isOrder = lead.exec(clause)?.[0].length === match.index;
    if (isOrder && verb === giving && secret.test(after) && !money.test(after)) return true;
  }
  return false;
}
