import { expect, test } from 'vitest';
import { readsAs } from '../../src/course/asking.ts';

test.each([
  'Gửi mã OTP cho trợ lý.',
  'Gửi mã OTP.',
  '{Ban} đọc mã OTP cho trợ lý nhé.',
  'Hãy nhập mật khẩu vào đây.',
  'Vui lòng nhắn số thẻ cho chúng tôi.',
  'Mời {ban} gõ mã PIN vào ô dưới.',
  'Để xong việc, {ban} gửi mật khẩu qua đây.',
  'Chuyển tiền vào số tài khoản này.',
  'Chuyển 50.000 đồng cho trợ lý để nhận quà.',
  'Nộp phí vào đây.',
  'Đừng quên gửi mã OTP cho trợ lý.',
  'Xem xong, nhớ đọc mã xác nhận cho trợ lý.',
  'Chụp ảnh, rồi gửi số thẻ vào đây.',
  'Không đọc thì bị khóa, hãy gửi OTP vào đây.',
  'Please send us your password.',
  'Type your PIN here.',
  'Tell the assistant the one-time code.',
  'Read out the OTP.',
  'Transfer the fee to this account.',
])('asking: %s', (sentence) => {
  expect(readsAs(sentence)).toBe('asks');
});

test.each([
  'Không đọc mã OTP cho ai.',
  'Đừng gửi mật khẩu vào đây.',
  'Chưa gọi lại thì chưa đọc mã OTP.',
  'Kẻ gian bảo {ban} gửi mã OTP cho chúng.',
  'Họ bảo: “Đọc mã OTP cho tôi”.',
  '“Gửi mã OTP vào đây” là lời kẻ gian.',
  'Ai đòi đọc mã PIN thì cúp máy.',
  'Người gọi xin số thẻ, {ban} cúp máy.',
  'Trợ lý không bao giờ xin mật khẩu của {ban}.',
  'Nhập mật khẩu trong app ngân hàng, đừng cho ai nhìn.',
  'Đổi mật khẩu ngay.',
  'Cho ai mã OTP là mất tiền.',
  'Never tell anyone your OTP.',
  'Tell nobody the one-time code.',
  'They say: "Send us your password."',
])('a warning, or honest: %s', (sentence) => {
  expect(readsAs(sentence)).toBe('warns');
});

test.each([
  'Gọi ngân hàng chặn ngay.',
  'Chuyển thử một ít tiền cho người nhà.',
  'Không chuyển tiền vào tài khoản này.',
  'Gửi ảnh cho người nhà.',
  'Nộp lệ phí trên cổng, rồi lưu biên lai.',
  'Gõ tên xã vào đây.',
  'Send a picture to your family.',
])('nothing of the kind: %s', (sentence) => {
  expect(readsAs(sentence)).toBe('neither');
});
