export const scolding = /sai rồi|dễ mà|đơn giản thế|sao lại không biết/;

/** What people already say (CH as in "CH Play"), and what each lesson of this course explains where it matters. */
export const wellKnownAcronyms: readonly string[] = [
  'OTP',
  'APK',
  'QR',
  'SIM',
  'AI',
  'PIN',
  'SMS',
  'TV',
  'ID',
  'CH',
  'UBND',
];

/**
 * Forms of address as they speak to the learner, not of others: "bác sĩ", "kết bạn", "bạn bè" are none.
 * Of the nine forms only these can be told from words about other people.
 */
export const hardCodedAddress =
  /bác(?! (?:sĩ|bỏ|Hồ|ái|ấy|gái|trai))|các bác|anh\/chị|anh chị(?! em)|(?<!(?:kết|người|các|là|một|nhóm|tình|làm|thành|đồng|chỗ|với) )bạn(?! (?:bè|thân|học|đời|hàng|trẻ|gái|trai|cũ|của|cùng|em|chị|anh|đọc|nó))/;
