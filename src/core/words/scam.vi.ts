import type { Reason } from '../scam-signs.ts';

/** What gave a message away, each a clause behind a dash; in the words one would say it across a table. */
const reasons: Readonly<Record<Reason, string>> = {
  link_look_alike: 'link mượn tên cơ quan, ngân hàng nhưng không phải trang thật',
  link_foreign_letters: 'link dùng chữ lạ cho giống trang thật',
  link_number: 'link là một dãy số, không có tên ai',
  link_short: 'link rút gọn, giấu nơi nó dẫn tới',
  link_risky: 'link có đuôi lạ, hay bị kẻ gian dùng',
  link_unknown: 'link lạ',
  link_known: 'có link',
  link_hidden: 'link bị viết lạ đi để giấu',
  apk: 'bảo mở tệp .apk, tệp cài ứng dụng từ ngoài chợ',
  asks_code: 'hỏi mã gửi về máy (OTP)',
  asks_secret: 'hỏi mật khẩu, mã PIN hoặc số thẻ',
  asks_papers: 'hỏi căn cước, khuôn mặt hoặc số tài khoản',
  asks_money: 'nhắc chuyển tiền, nộp tiền',
  asks_fee_first: 'bắt nộp tiền trước thì mới được nhận',
  asks_click: 'bảo bấm vào link',
  asks_install: 'bảo cài ứng dụng',
  asks_remote: 'đòi xem hoặc điều khiển điện thoại từ xa',
  asks_key: 'bảo bấm phím hoặc soạn tin',
  asks_contact: 'kéo sang kết bạn, vào nhóm riêng',
  asks_scan: 'bảo quét mã QR',
  asks_account: 'hỏi mượn, mua tài khoản',
  asks_loan: 'hỏi vay, mượn tiền',
  says_locked: 'dọa khóa, cắt hoặc trừ tiền',
  says_deadline: 'đặt hạn rất gấp',
  says_urgent: 'giục làm ngay',
  threatens: 'dọa bắt, dọa phạt hoặc dọa làm xấu mặt',
  wants_secrecy: 'bắt giữ bí mật',
  no_call_back: 'kể cớ để mình không gọi lại được',
  emergency: 'kể chuyện tai nạn, cấp cứu',
  as_police: 'xưng công an, tòa án',
  as_bank: 'xưng ngân hàng',
  as_government: 'xưng cơ quan nhà nước',
  as_utility: 'xưng điện lực, nhà mạng',
  as_post: 'xưng bưu điện, người giao hàng',
  as_family: 'xưng người nhà',
  as_school: 'xưng nhà trường',
  as_boss: 'xưng cấp trên, đối tác',
  as_shop: 'rao bán',
  as_healer: 'hứa chữa bệnh, giải hạn',
  as_charity: 'kêu gọi từ thiện',
  promises_prize: 'báo trúng thưởng, tặng quà',
  promises_refund: 'hứa trả tiền, cho tiền hỗ trợ',
  promises_profit: 'hứa lãi cao',
  promises_job: 'hứa việc nhẹ, tiền nhiều',
  promises_loan: 'hứa cho vay dễ',
  promises_recovery: 'hứa lấy lại tiền đã mất',
  promises_love: 'người quen qua mạng kể chuyện tình cảm',
  wants_vote: 'nhờ bình chọn',
  safe_account: 'bảo chuyển tiền vào “tài khoản tạm giữ, an toàn”',
  no_check: 'không cho gặp, không cho xem hàng',
};

/** The desk for suspicious messages. */
export const scamWords = {
  scamReasons: reasons,
  scamTiers: { danger: 'Nguy hiểm', suspicious: 'Đáng ngờ', not_clear: 'Chưa rõ' },
  scamDanger: 'Nguy hiểm: tin này rất giống tin lừa.',
  scamSuspicious: 'Đáng ngờ: tin này có dấu hiệu của tin lừa.',
  scamNotClear: 'Chưa rõ: trợ lý chưa thấy dấu hiệu rõ. Chưa thấy không có nghĩa là an toàn.',
  scamBecause: (clauses: readonly string[]) =>
    ['Vì tin này:', ...clauses.map((clause) => `- ${clause}`)].join('\n'),
  scamDoNow:
    'Làm ngay: không trả lời, không bấm, không chuyển gì. Muốn chắc, {ban} tự gọi số đã lưu từ trước, hoặc hỏi công an xã.',
  scamAsk: 'Ba điều quyết định. Họ có đòi điều nào không?',
  scamAsksMoney: 'Có, đòi tiền',
  scamAsksCode: 'Có, đòi mã, giấy tờ',
  scamAsksLink: 'Có, bảo bấm link, cài ứng dụng',
  scamAsksNone: 'Không đòi gì',
  scamLesson: (title: string) => `Học: ${title}`,
  scamHeading: 'Xem tin lạ',
  scamTapped:
    'Dừng lại: ai đòi điều này qua tin nhắn, cuộc gọi thì coi là lừa cho đến khi chính {ban} hỏi lại được.',
  scamTappedMoney:
    'Không chuyển đồng nào vội. {Ban} gặp trực tiếp, hoặc tự gọi lại số cũ đã lưu. Họ giục, họ giấu thì cúp máy.',
  scamTappedCode:
    'Không đọc mã OTP (mã gửi về máy), mật khẩu, không gửi ảnh căn cước. Cơ quan thật và ngân hàng thật không hỏi qua tin nhắn.',
  scamTappedLink:
    'Không bấm, không cài. Cần ứng dụng nào thì tự tìm trong App Store hoặc CH Play. Lỡ bấm rồi thì tắt mạng, gọi ngân hàng.',
  scamTappedNone:
    'Chưa thấy họ đòi gì. {Ban} cứ để đó, chưa cần trả lời. Khi nào họ đòi tiền, đòi mã hay bảo bấm link thì dừng lại, hỏi công an xã.',
  scamPhoto:
    'Trợ lý không xem được ảnh. {Ban} chép hoặc gõ lại chữ trong ảnh vào đây, hoặc bấm trả lời bên dưới.',
};
export type ScamWords = typeof scamWords;
