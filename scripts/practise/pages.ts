import {
  addressBar,
  amber,
  box,
  button,
  dot,
  field,
  green,
  grey,
  ink,
  mark,
  pale,
  paleAmber,
  paleGreen,
  person,
  phone,
  qr,
  quiet,
  rule,
  say,
  sayLines,
  shield,
  stroke,
  titleBar,
  toggle,
  white,
} from './kit.ts';

/** Practise screens of pages, forms, settings and what an app asks for. */

export const falseBank = phone(
  addressBar(58, 'nganhang-xacthuc.top'),
  mark(1, 318, 79),
  dot(180, 158, 34, paleGreen),
  stroke('M158 152l22-13l22 13zM163 156v18M174 156v18M186 156v18M197 156v18M158 178h44', green, 3),
  say(180, 222, 'Ngân hàng', { bold: true, size: 20, anchor: 'middle' }),
  field(24, 258, 286, 'Tên đăng nhập', '09xx xxx xxx'),
  mark(2, 310, 287),
  field(24, 338, 286, 'Mật khẩu', '••••••••'),
  mark(3, 310, 367),
  button(24, 424, 286, 'Đăng nhập'),
  mark(4, 310, 447),
  say(180, 508, 'Quên mật khẩu?', { size: 15, fill: grey, anchor: 'middle' }),
  rule(534),
  say(180, 566, 'Tài khoản đang chờ xác nhận', { size: 14, fill: grey, anchor: 'middle' }),
);

const row = (y: number, name: string, below: string): string =>
  say(28, y, name, { bold: true }) + say(28, y + 22, below, { size: 14, fill: grey }) + rule(y + 40);

const arrow = (y: number): string => stroke(`M286 ${y - 7}l7 7l-7 7`, grey, 2.5);

export const secondLock = phone(
  titleBar('Bảo mật tài khoản'),
  row(154, 'Đổi mật khẩu', 'đổi lần cuối: tháng trước'),
  arrow(160),
  mark(1, 318, 160),
  row(240, 'Xác thực hai lớp', 'hỏi thêm một mã khi đăng nhập'),
  toggle(254, 222, false),
  mark(2, 322, 235),
  row(326, 'Nhớ mật khẩu', 'trên mọi máy đã dùng'),
  toggle(254, 308, true),
  mark(3, 322, 321),
  row(412, 'Báo qua tiếng chuông', 'khi có tin mới'),
  toggle(254, 394, true),
  mark(4, 322, 407),
  shield(180, 540),
  say(180, 596, 'Tài khoản có một lớp khóa', { size: 14, fill: grey, anchor: 'middle' }),
);

export const wrongName = phone(
  titleBar('Chuyển tiền bằng QR'),
  box(112, 122, 136, 136, { fill: white }),
  qr(122, 132, 116),
  say(24, 292, 'Người nhận', { size: 14, fill: grey }),
  say(24, 318, 'LÊ VĂN TÙNG', { bold: true, size: 19 }),
  mark(1, 310, 308),
  rule(334),
  say(24, 362, 'Số tiền', { size: 14, fill: grey }),
  say(24, 388, '45.000 đồng', { bold: true, size: 19 }),
  mark(2, 310, 378),
  rule(404),
  say(24, 432, 'Lời nhắn', { size: 14, fill: grey }),
  say(24, 458, 'Mua rau quầy cô Hoa', { size: 17 }),
  mark(3, 310, 448),
  rule(474),
  button(24, 500, 286, 'Xác nhận chuyển'),
  mark(4, 310, 523),
  say(180, 584, 'Quay lại', { fill: grey, anchor: 'middle' }),
);

/** What a phone asks before an app gets a power over it. */
const prompt = (...shown: readonly string[]): string =>
  box(12, 56, 336, 566, { fill: '#d5dbde', stroke: '#d5dbde', round: 20 }) +
  box(28, 130, 304, 400, { round: 24, stroke: grey }) +
  shown.join('');

export const controlScreen = phone(
  prompt(
    dot(180, 182, 28, paleAmber),
    stroke('M174 168h12l-3 14h-6zM177 182v15h6v-15', amber, 3),
    say(180, 238, 'App “Đèn pin siêu sáng”', { bold: true, size: 17, anchor: 'middle' }),
    say(180, 264, 'muốn bật Trợ năng để:', { anchor: 'middle' }),
    sayLines(56, 300, ['• xem màn hình', '• bấm thay mình'], { size: 17, bold: true }),
    button(52, 352, 240, 'Cho phép'),
    mark(1, 296, 375),
    quiet(52, 408, 240, 'Chỉ cho lần này'),
    mark(2, 296, 431),
    quiet(52, 464, 240, 'Từ chối'),
    mark(3, 296, 487),
  ),
);

export const contacts = phone(
  prompt(
    dot(180, 178, 26, paleGreen),
    stroke(
      'M180 194v-18M180 182c-2-8-8-11-15-11c1 8 7 11 15 11M180 176c1-8 7-12 15-12c0 9-6 12-15 12',
      green,
      3,
    ),
    say(180, 230, 'Trò chơi “Nông trại”', { bold: true, size: 17, anchor: 'middle' }),
    say(180, 256, 'muốn đọc danh bạ', { anchor: 'middle' }),
    box(52, 282, 24, 24, { fill: green, stroke: green, round: 5 }),
    stroke('M57 294l5 6l9-11', white, 3),
    sayLines(86, 294, ['Tôi đồng ý cho bên', 'thứ ba dùng số của tôi'], { size: 15 }),
    mark(1, 296, 294),
    button(52, 352, 240, 'Cho phép'),
    mark(2, 296, 375),
    quiet(52, 408, 240, 'Không cho phép'),
    mark(3, 296, 431),
    quiet(52, 464, 240, 'Hỏi lại lần sau'),
    mark(4, 296, 487),
  ),
);

const result = (y: number, title: string, lines: readonly string[], note?: string): string =>
  box(24, y, 312, 112, { round: 14 }) +
  (note === undefined ? '' : say(40, y + 24, note, { size: 12, fill: grey })) +
  say(40, y + (note === undefined ? 34 : 46), title, { bold: true, size: 17 }) +
  sayLines(40, y + (note === undefined ? 60 : 72), lines, { size: 15, fill: grey });

export const store = phone(
  box(24, 58, 312, 42, { fill: pale, round: 21 }),
  say(44, 85, 'tải app Làng Mình'),
  stroke('M304 74a7 7 0 1 0 .1 0zM309 87l6 6', grey, 2.5),
  result(124, 'Làng Mình bản mới nhất', ['Tải nhanh, tặng 100 nghìn', 'taiapp-nhanh.info'], 'Quảng cáo'),
  mark(1, 312, 180),
  result(256, 'Làng Mình trên chợ ứng dụng', ['Mở chợ ứng dụng của máy', 'nhà phát hành: Xã Làng Mình']),
  mark(2, 312, 312),
  result(388, 'Lang-Minh.apk', ['Tệp 38 MB, không cần chợ', 'ứng dụng, cài là chạy']),
  mark(3, 312, 444),
);

export const wifiPage = phone(
  addressBar(58, 'wifi-cho-mien-phi'),
  stroke('M152 152a40 40 0 0 1 56 0M162 163a26 26 0 0 1 36 0M172 174a12 12 0 0 1 16 0', green, 4),
  dot(180, 184, 4, green),
  say(180, 220, 'Wi-Fi chợ miễn phí', { bold: true, size: 19, anchor: 'middle' }),
  field(24, 256, 286, 'Tên (ghi gì cũng được)', 'Khách'),
  mark(1, 310, 285),
  field(24, 336, 286, 'Mật khẩu app ngân hàng', ''),
  mark(2, 310, 365),
  box(24, 412, 22, 22, { stroke: grey, round: 5 }),
  say(56, 429, 'Nhớ máy này'),
  mark(3, 310, 423),
  button(24, 458, 286, 'Vào mạng'),
  mark(4, 310, 481),
  say(180, 552, 'Đóng trang này', { fill: grey, anchor: 'middle' }),
);

export const sendFile = phone(
  addressBar(58, 'dichvucong.gov.vn'),
  say(24, 136, 'Đăng ký thường trú', { bold: true, size: 19 }),
  [0, 1, 2, 3].map((at) => box(24 + at * 78, 152, 70, 8, { fill: green, stroke: green, round: 4 })).join(''),
  say(24, 184, 'Bước 4/4: xem lại', { size: 14, fill: grey }),
  box(24, 198, 312, 130, { fill: pale, stroke: pale }),
  sayLines(
    40,
    228,
    ['Nơi nhận: xã Nga Sơn', 'Tờ khai: đã điền đủ', 'Ảnh giấy tờ: 2 ảnh, rõ', 'Phí, lệ phí: 0 đồng'],
    { size: 16 },
  ),
  box(24, 350, 22, 22, { fill: green, stroke: green, round: 5 }),
  stroke('M29 361l5 6l9-11', white, 3),
  say(56, 367, 'Tôi khai đúng sự thật', { size: 15 }),
  quiet(24, 404, 286, 'Lưu nháp'),
  mark(1, 310, 427),
  button(24, 462, 286, 'Nộp hồ sơ'),
  mark(2, 310, 485),
  quiet(24, 520, 286, 'Đóng trang'),
  mark(3, 310, 543),
);

export const whoSees = phone(
  titleBar('Ai xem được bài này?'),
  box(24, 124, 312, 118, { fill: pale, stroke: pale }),
  stroke('M40 226v-50l44-24l44 24v50zM72 226v-28h24v28', green, 2.5, paleGreen),
  person(142, 198, 28, '#e8c9a8', amber),
  sayLines(184, 162, ['Ảnh con đi', 'học, có tên', 'trường, lớp'], { size: 15 }),
  row(286, 'Mọi người', 'cả người lạ cũng xem được'),
  dot(272, 290, 12, white, green),
  dot(272, 290, 6, green),
  mark(1, 318, 290),
  row(364, 'Bạn của bạn bè', 'cả người mình không quen'),
  dot(272, 368, 12, white, grey),
  mark(2, 318, 368),
  row(442, 'Chỉ vài người nhà', 'chọn từng người'),
  dot(272, 446, 12, white, grey),
  mark(3, 318, 446),
  row(520, 'Người có đường link', 'ai gửi tiếp cũng được'),
  dot(272, 524, 12, white, grey),
  mark(4, 318, 524),
  say(180, 596, 'Đang đặt: Mọi người', { fill: ink, size: 15, anchor: 'middle' }),
);
