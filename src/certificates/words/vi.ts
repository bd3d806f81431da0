import type { Earned } from '../certificate.ts';

const what = ({ scope, title }: Earned): string =>
  scope.kind === 'course' ? 'cả khóa học' : `phần ${scope.module}: ${title}`;

/** What certificates say, in Vietnamese. */
export const vi = {
  language: 'vi',
  name: 'Bạn Học Số',
  noAgency: 'Bạn Học Số (bản dùng thử, chưa thuộc cơ quan nào)',
  title: (earned: Earned): string =>
    earned.withHelp ? `Đã học ${what(earned)}, có người giúp` : `Đã học và nắm được ${what(earned)}`,
  description: (earned: Earned): string =>
    `Người học đã học xong ${earned.lessons.length} bài: ${earned.lessons.join(', ')}.`,
  criteria: ({ withHelp }: Earned): string =>
    withHelp
      ? 'Học xong mọi bài, trả lời đúng từ 80 % câu hỏi chung của phần này, có người giúp.'
      : 'Học xong mọi bài, tự trả lời đúng từ 80 % câu hỏi chung của phần này, và ít nhất 14 ngày sau tự trả lời đúng lại.',
  heading: 'Giấy ghi nhận việc học',
  holder: (name: string) => `Người học: ${name}`,
  noHolder: 'Người học không ghi tên lên giấy này.',
  issuedOn: (day: string) => `Ghi nhận ngày ${day}`,
  issuedBy: (name: string) => `Nơi ghi nhận: ${name}`,
  valid: 'Giấy này còn giá trị',
  revoked: (day: string) => `Giấy này đã bị thu hồi ngày ${day}`,
  notState:
    'Đây là lời ghi nhận của trợ lý học, không phải xác nhận của Nhà nước trên VNeID và không thay cho xác nhận đó.',
  howMade: 'Cần đạt',
  lessons: 'Các bài',
  download: 'Tải bản có chữ ký số (Open Badges 3.0)',
  picture: 'Tải hình',
  scan: 'Quét mã để kiểm tra',
  missing: 'Không có giấy nào ở địa chỉ này. Hãy xem lại từng chữ, hoặc quét lại mã.',
  tooMany: 'Máy này hỏi nhiều quá. Một phút nữa hãy thử lại.',
  away: 'Lúc này chưa kiểm tra được. Ít phút nữa hãy thử lại.',
  day: (at: number, timeZone: string) =>
    new Intl.DateTimeFormat('vi-VN', { timeZone, day: 'numeric', month: 'numeric', year: 'numeric' }).format(
      at,
    ),
};

/** What every language must say. */
export type CertificateWords = Omit<typeof vi, 'language'> & { language: 'vi' | 'en' };
