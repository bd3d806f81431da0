import {
  addressBar,
  box,
  bubble,
  button,
  dot,
  green,
  grey,
  ink,
  mark,
  pale,
  paleAmber,
  person,
  phone,
  quiet,
  receiver,
  red,
  rule,
  say,
  sayLines,
  shield,
  stroke,
  titleBar,
  white,
} from './kit.ts';

/** Practise screens of messages and calls. */

const sender = (name: string, below: string): string =>
  person(50, 140, 24, '#d7dde0', grey) +
  say(84, 136, name, { bold: true }) +
  say(84, 157, below, { size: 13, fill: grey });

const linked = (y: number, words: string): string =>
  say(40, y, words, { fill: '#1d4ed8', bold: true, size: 15 });

export const powerCut = phone(
  titleBar('Tin nhắn'),
  sender('Số lạ', 'không có trong danh bạ'),
  bubble(184, ['Nhà mình còn nợ tiền', 'điện. Hai giờ nữa cắt', 'điện. Trả ngay ở đây:'], 124),
  linked(288, 'tien-dien-hotro.top'),
  mark(1, 290, 282),
  bubble(322, ['Không mở được thì gọi', 'số 09xx xxx xxx.'], 70),
  mark(2, 290, 357),
  button(24, 446, 286, 'Chặn số này và báo', { fill: white, words: red, stroke: red }),
  mark(3, 310, 469),
  box(24, 516, 286, 46, { round: 23, stroke: grey }),
  say(44, 545, 'Viết tin trả lời…', { fill: grey }),
  mark(4, 310, 539),
);

export const simLock = phone(
  titleBar('Tin nhắn'),
  sender('TB NHA MANG', 'tên này ai cũng đặt được'),
  bubble(184, ['SIM của quý khách sẽ bị', 'khóa sau 2 giờ. Chuẩn hóa', 'thông tin tại đây:'], 124),
  linked(288, 'chuan-hoa-sim.vip'),
  mark(1, 290, 282),
  bubble(322, ['Hoặc gửi lại ảnh căn', 'cước và mã OTP.'], 72),
  box(24, 424, 286, 46, { round: 23, stroke: grey }),
  say(44, 453, 'Gửi ảnh, trả lời…', { fill: grey }),
  mark(2, 310, 447),
  quiet(24, 484, 286, 'Gọi lại số vừa nhắn'),
  mark(3, 310, 507),
  button(24, 544, 286, 'Thoát, mở app nhà mạng'),
  mark(4, 310, 567),
);

export const otp = phone(
  box(20, 58, 320, 172, { fill: ink, stroke: ink, round: 20 }),
  person(62, 106, 26, '#d7dde0', grey),
  say(100, 102, 'Đang nghe: số lạ', { bold: true, fill: white }),
  say(100, 124, '“Cán bộ ngân hàng”', { size: 14, fill: '#d7dde0' }),
  say(40, 160, '“Đọc mã để cháu hủy giúp…”', { size: 15, fill: white }),
  dot(100, 198, 22, red),
  receiver(100, 198, true),
  mark(1, 128, 184),
  dot(244, 198, 22, grey),
  stroke('M238 192v12h5l7 6v-24l-7 6z', white, 2, white),
  mark(2, 272, 184),
  titleBarBelow('Tin nhắn ngân hàng'),
  bubble(
    296,
    ['Mã OTP của quý khách:', '482 913', 'Không đưa mã cho ai, kể', 'cả nhân viên ngân hàng.'],
    120,
  ),
  quiet(24, 444, 286, 'Chép mã'),
  mark(3, 310, 467),
  quiet(24, 504, 286, 'Chuyển tiếp cho số lạ'),
  mark(4, 310, 527),
);

function titleBarBelow(title: string): string {
  return say(24, 268, title, { bold: true, size: 17 }) + rule(280);
}

/** A call with picture: the other's face fills the screen. */
const videoCall = (who: string, below: string): string =>
  box(20, 56, 320, 330, { fill: '#33414a', stroke: '#33414a', round: 18 }) +
  say(40, 90, who, { bold: true, fill: white, size: 17 }) +
  say(40, 112, below, { fill: '#d7dde0', size: 14 });

export const fakeFace = phone(
  videoCall('Con trai', 'gọi hình, sóng yếu'),
  `<g opacity="0.75">${person(180, 232, 84, '#e8c9a8', '#4a6a8a')}</g>`,
  [176, 206, 238, 262]
    .map((y, at) => box(96 + at * 9, y, 150 - at * 12, 9, { fill: '#33414a', stroke: '#33414a', round: 0 }))
    .join(''),
  box(36, 328, 288, 44, { fill: white, round: 12 }),
  say(50, 356, '“Mẹ chuyển gấp 20 triệu!”', { bold: true }),
  button(24, 404, 286, 'Chuyển tiền cho con'),
  mark(1, 310, 427),
  quiet(24, 462, 286, 'Nhắn hỏi ngay trong cuộc gọi'),
  mark(2, 310, 485),
  dot(110, 560, 32, red),
  receiver(110, 560, true),
  mark(3, 144, 538),
  dot(244, 560, 32, grey),
  stroke('M236 552v16h6l9 8v-32l-9 8z', white, 2, white),
  mark(4, 278, 538),
  say(110, 613, 'Cúp máy', { size: 14, anchor: 'middle' }),
  say(244, 613, 'Loa ngoài', { size: 14, anchor: 'middle' }),
);

export const screenShare = phone(
  videoCall('Số lạ', 'xưng cán bộ điều tra'),
  person(180, 220, 70, '#d7dde0', '#4a6a5a'),
  box(28, 292, 304, 316, { round: 20, stroke: grey }),
  sayLines(48, 326, ['Bắt đầu chia sẻ', 'màn hình?'], { bold: true, size: 18 }),
  sayLines(48, 384, ['Người gọi sẽ thấy mọi thứ', 'trên máy: mật khẩu, mã, tiền.'], { size: 15, fill: grey }),
  button(48, 426, 252, 'Bắt đầu ngay'),
  mark(1, 300, 449),
  quiet(48, 484, 252, 'Chỉ chia sẻ một lúc'),
  mark(2, 300, 507),
  button(48, 542, 252, 'Từ chối và cúp máy', { fill: white, words: red, stroke: red }),
  mark(3, 300, 565),
);

export const deposit = phone(
  titleBar('Trò chuyện'),
  sender('Tuyển dụng tại nhà', 'làm quen hôm qua'),
  bubble(180, ['Hôm qua mình đã trả bạn', '50 nghìn rồi nhé!'], 72),
  bubble(262, ['Việc hôm nay lãi gấp ba.', 'Nạp 2 triệu để nhận việc.'], 72),
  box(24, 348, 286, 60, { fill: paleAmber, stroke: paleAmber, round: 14 }),
  sayLines(40, 374, ['Chỉ còn 1 suất,', 'giữ trong 10 phút'], { size: 15 }),
  button(24, 424, 286, 'Nạp 2 triệu'),
  mark(1, 310, 447),
  quiet(24, 482, 286, 'Nạp thử 200 nghìn'),
  mark(2, 310, 505),
  button(24, 540, 286, 'Chặn và thoát nhóm', { fill: white, words: red, stroke: red }),
  mark(3, 310, 563),
);

export const oddUpdate = phone(
  addressBar(58, 'vneid-capnhat.cc/moi'),
  mark(1, 318, 79),
  box(24, 116, 312, 66, { fill: '#e3f2ec', stroke: '#e3f2ec' }),
  shield(56, 150),
  say(86, 142, 'Cập nhật VNeID', { bold: true, size: 18 }),
  say(86, 166, 'do sắp xếp lại xã', { size: 15, fill: grey }),
  say(24, 216, '✓ Đã kiểm tra, an toàn'.slice(2), { fill: green, bold: true }),
  stroke('M206 210l5 6l10-11', green, 3),
  mark(2, 310, 210),
  say(24, 264, 'Số căn cước', { size: 14, fill: grey }),
  box(24, 274, 286, 42, { round: 8, stroke: grey }),
  mark(3, 310, 295),
  say(24, 346, 'Số tài khoản ngân hàng', { size: 14, fill: grey }),
  box(24, 356, 286, 42, { round: 8, stroke: grey }),
  button(24, 430, 286, 'Tải bản mới (tệp .apk)'),
  mark(4, 310, 453),
  sayLines(24, 512, ['Chậm cập nhật sẽ bị khóa', 'tài khoản trong hôm nay.'], { size: 15, fill: red }),
  stroke('M24 590h312', pale, 8),
  stroke('M24 608h220', pale, 8),
);
