/**
 * Patterns over folded, spelled-out text that say a person needs help now. A pattern names something that
 * has happened or is happening; questions, wishes, lessons and negations are taken out before by `calm`.
 */

/** Who or what got the money, and how people say it went. */
const lostMoney = [
  /\b(?:bi|da bi|vua bi|moi bi|lo bi|chac bi) (?:no |chung no |ho |ke gian |nguoi ta |mot nguoi )?(?:lua|lua dao|lua tien|lua mat|lua het|gat|chiem doat|hack|rut|tru|danh cap|an cap|cuop|lay mat|lay het|mat)(?: \S+){0,5} (?:tien|trieu|tram|ty|cay|lit|cu|tai khoan|so tien|het)\b/,
  /\b(?:bi|da bi|vua bi|moi bi|lo bi) (?:lua|lua dao|lua roi|lua tien)(?: (?:roi|mat roi|qua|het roi|tien|a|oi|rui))*$/,
  /\b(?:bi|da bi|vua bi|moi bi) (?:lua|lua dao|lua tien|lua mat tien)\b(?=.*\b(?:roi|phai lam sao|lam sao|lam gi|giup|cuu|bay gio|gio)\b)/,
  /\b(?:lo|vua|da|tro|moi|nho) (?:chuyen|gui|nap|dua|chuyen khoan|ban)(?: \S+){0,4}(?: (?:tien|khoan|trieu|tram|ty|cho))(?: \S+){0,5} (?:ke gian|lua dao|bon lua|nguoi la|no|chung no|roi|nham|mat|ke xau|cong an gia|ho|lua|roi gio)\b/,
  /\b(?:lo|tro) (?:chuyen|gui|nap)(?: khoan)?(?: \S+){0,2} (?:tien|trieu|tram|ty)\b/,
  /\b(?:mat|mat het|mat sach|bay|bay het|boc hoi) (?:\S+ ){0,4}(?:tien|trieu|ty)(?: \S+){0,6} (?:vi bi lua|bi lua|lua dao|trong tai khoan|trong the|tai khoan|roi|vi lua)\b/,
  /\b(?:tien|tai khoan|the|sac|so du)(?: \S+){0,5} (?:bi tru|bi rut|bi mat|bi lay|bien mat|bay mau|bay het|bi hack|mat sach|mat het|khong con dong nao)\b/,
  /\b(?:lo|vua|da|tro|moi) (?:doc|dua|cho|gui|nhap|noi)(?: \S+){0,3} (?:otp|ma otp|mat khau|ma pin|cvv)(?: \S+){0,5} (?:roi|cho ho|cho no|cho nguoi la|cho ke gian|vao link|cho nguoi goi|cho chung no|cho cong an)\b/,
  /\b(?:lo|tro) (?:doc|dua|cho|nhap) (?:\S+ )?(?:otp|mat khau|ma)\b/,
  /\b(?:i|we|she|he|my \w+) (?:was|were|got|have been|has been|just got|been) (?:scammed|cheated|robbed|hacked|tricked)\b/,
  /\b(?:i|we|she|he|my \w+)(?: have| has| just| already)* (?:sent|transferred|paid|lost)(?: \S+){0,5} (?:scammer|scam|fraud|money to a stranger|all my money|my money)\b/,
  /\b(?:no|ho|chung|chung no|bon no|bon chung|ke gian)(?: da| vua| moi)? lua (?:toi|em|minh|chau|me|bo|ba|ong|chong|vo|nha)\b/,
  /\blua (?:het|mat|sach|lay)(?: \S+){0,2} tien (?:cua )?(?:toi|em|me|bo|nha|minh|chau)\b/,
  /\b(?:vua|da|lo|moi) mat (?:\S+ ){0,4}(?:trieu|tram|ty)(?: \S+){0,6} (?:nguoi la|lua|ke gian)\b/,
  /\b(?:they|he|she|someone|somebody) (?:scammed|cheated|robbed|tricked) (?:me|us|my)\b/,
  /\bmoney (?:is|was|has been) (?:gone|stolen|taken)\b/,
  /^(?:bi lua|scammed|bi lua roi|bi lua dao|bi lua dao roi|mat tien roi|mat het tien roi|lua mat roi|cuu voi bi lua)$/,
];

const threat = [
  /\b(?:doa|de doa|doi|ham|dinh|he doa) (?:se )?(?:giet|danh|chem|dot|bat coc|hai|xu|tung|dang|phat tan|pha)\b/,
  /\b(?:bi|dang bi|vua bi|cu) (?:\S+ ){0,3}(?:doa|de doa|khung bo|uy hiep|tong tien|siet no|ham doa)\b(?! gia)/,
  /\b(?:ho|no|chung no|chung|bon no|ke la|nguoi la|thang do|dua do|giang ho|chu no|bon doi no)(?: \S+){0,3} (?:doa|de doa|ham doa|uy hiep|tong tien|khung bo)\b/,
  /\b(?:bi|dang bi) (?:danh|danh dap|nhot|giam|bat coc|bat giu|bao hanh|khong che|hanh hung|chong danh|bo danh|vo danh)\b/,
  /\b(?:dang|doi|dinh) (?:cam dao|pha cua|dap cua|chem|duoi theo|rinh) /,
  /\b(?:tung|phat tan|dang)(?: \S+){0,2} (?:anh|clip|video|hinh)(?: \S+){0,2} (?:nong|nhay cam|khoa than|rieng tu|sex)\b/,
  /\b(?:threatened|threatening|blackmail\w*|threatens|kidnapped|beating|beats) (?:me|us|my|her|him|to)\b/,
  /\bgoing to (?:kill|hurt|beat) (?:me|us|my)\b/,
];

const selfHarm = [
  /\b(?:muon|dinh|tinh|se|chi muon|chac) (?:chet|tu tu|tu sat|tu van|ket lieu|nhay cau|nhay lau|nhay song|uong thuoc ngu|uong thuoc sau|cat tay|treo co|bien mat khoi the gioi)\b(?! (?:voi|vi cuoi|cuoi|mat))/,
  /\b(?:khong|chang|chan|het) (?:muon|thiet|con muon|the) song(?: nua| tiep)?\b/,
  /\b(?:song lam gi nua|chet quach|chet cho xong|chet di cho xong|khong con ly do song|chan song|tu ket lieu|khong song noi|song khong noi|chet cho roi)\b/,
  /\b(?:tu tu|tu sat|tu hai|tu lam dau|rach tay|cat tay)\b/,
  /\b(?:want to die|kill myself|end my life|suicide|suicidal|hurt myself|no reason to live|end it all)\b/,
];

/** Violence told in the active voice: who, what they do, to whom. */
const attacker =
  '(?:chong|vo|bo|cha|me|con re|con dau|nguoi yeu|ban trai|han|no|ho|chung no|ong ay|anh ta|anh ay|thang do|lao do|duong|di ghe)';
const strikes =
  '(?:danh(?! thuc| may| bong| van| dau| rang| giay)|danh dap|bop co|chem|tat|dam|hanh ha|dot|giet|nhot)';
threat.push(
  new RegExp(
    `\\b${attacker}(?: toi| em| chau| minh)?(?: (?:dang|lai|hay|vua|dinh|doi|say|cu|ve|suot|ngay nao cung|thuong xuyen)){0,3} ${strikes}(?: dap)? (?:toi|em|minh|chau|me con|ca nha|vo con)\\b`,
  ),
);

const child = [
  /\b(?:con|chau|em|be|tre|dua be|dua tre|hoc sinh|ban|em gai|con gai|con trai|chau gai|chau trai|be gai|be trai)(?: \S+){0,4} (?:bi|dang bi|vua bi)(?: \S+){0,3} (?:xam hai|lam dung|danh dap|bao hanh|bat coc|hiep|so soang|doa|de doa|tong tien|du do|ep gui anh|bat gui anh|bat nat|ham doa|mat tich|lac|dam o|doi gui anh)\b/,
  /\b(?:con|chau|em|be|tre|con gai|con trai|chau gai|chau trai)(?: \S+){0,4} (?:mat tich|bi lac|bo nha di|khong tim thay|bi bat di)\b/,
  /\b(?:xam hai|lam dung|bao hanh|danh dap|bat coc|du do|mua ban|bo doi)(?: \S+){0,2} (?:tre em|tre|chau be|em be|hoc sinh|chau nho|con nho|con toi|chau toi)\b/,
  /\b(?:bat|ep|doi|du)(?: (?:con|chau|em|be))(?: \S+){0,3} (?:gui anh|gui hinh|quay clip|coi do|chup anh|gui clip)\b/,
  /\b(?:nguoi la|ke la|ong ay|ong do|thay|chu hang xom|chu ay)(?: \S+){0,3} (?:so soang|so mo|dung cham|du do|dam o)(?: \S+){0,2} (?:con|chau|em|be)\b/,
  /\b(?:my|a|the) (?:child|son|daughter|kid|boy|girl|grandchild|grandson|granddaughter)(?: \S+){0,4} (?:missing|abused|kidnapped|molested|threatened|groomed|blackmailed|beaten|in danger)\b/,
  /\bchild abuse\b/,
  new RegExp(
    `\\b(?:${attacker}|thay giao|co giao|nguoi ta|hang xom|nha ben canh|nha hang xom)(?: \\S+){0,3} ${strikes}(?: dap)? (?:con|be|tre|dua be|dua tre|chau be|chau nho|con nho|con toi|chau toi)\\b`,
  ),
];

/** Topics in the order in which they win: a child in danger is told apart before a threat. */
export const urgentPatterns = { self_harm: selfHarm, child, threat, money: lostMoney } as const;

/** Talk about lessons, questions how to avoid it, films, jokes, and things that did not happen. */
export const calm: RegExp[] = [
  /\b(?:lam sao|lam the nao|cach|cach nao|the nao|muon biet|hoc|hoc cach|bai|bai hoc|bai ve|phong|phong tranh|tranh|de khong|de phong|neu|nho|so|lo|canh giac|khi nao|dau hieu)(?: \S+){0,4} (?:bi lua|lua dao|lua tien|mat tien|bi mat tien|bi doa|chuyen nham|bi hack|xam hai|bao hanh|bi lua mat tien|tu tu|tu sat|bat coc|bat nat)\b(?! roi)/,
  /\b(?:chua|khong|chang|dau co|khong he|suyt|suyt nua|may ma|may khong|xuyt)(?: \S+){0,3} (?:bi lua|bi mat|mat tien|chuyen|chuyen tien|gui|dua|doc otp|bi doa|bi hack|bi tru|bi danh)\b/,
  /\b(?:phim|truyen|tieu thuyet|game|bao dang|doc bao|xem tivi|xem ti vi|tin tuc|vo kich|bai hat|tro choi)\b/,
  /\b(?:cuoi|doi bung|doi|buon cuoi|nong|met|dep|ngon|met muon|chay|vui) (?:\S+ )?(?:chet|muon chet|chet mat|chet di duoc)\b/,
  /\b(?:may|dien thoai|pin|cay|xe|mang|app) (?:\S+ )?(?:chet|bi hong|bi mat nguon)\b/,
  /\b(?:how to|how do i|how can i|avoid|lesson|learn about|what is|never|not|movie|film|if i)(?: \S+){0,4} (?:scam\w*|cheated|suicide|abuse|blackmail|die|scammed|robbed|threatened)\b/,
];
