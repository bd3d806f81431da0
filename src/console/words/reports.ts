import type { Language } from '../../core/course.ts';
import type { ReportKind } from '../../store/archive/archive.ts';

/** What is said around the reports to the centre. It addresses nobody. */
export type ReportWords = {
  nav: string;
  title: string;
  intro: string;
  off: string;
  to: (where: string) => string;
  kinds: Record<ReportKind, string>;
  columns: { kind: string; delivered: string; waiting: string; refused: string; oldest: string };
  none: string;
  forLong: string;
  refused: {
    title: string;
    text: string;
    reason: string;
    n: string;
    example: string;
    made: string;
    more: string;
  };
  retry: { title: string; text: string; button: (n: string) => string; done: (n: string) => string };
  compared: {
    title: string;
    text: string;
    notYet: string;
    at: (day: string, time: string) => string;
    same: (n: string) => string;
    ours: string;
    theirs: string;
    missing: (n: string) => string;
    missingTodo: string;
    unknown: (n: string) => string;
    unknownTodo: string;
    cut: string;
    trouble: (why: string) => string;
  };
};

export const reportWords = (language: Language): ReportWords => ({ vi, en })[language];

const vi: ReportWords = {
  nav: 'Báo cáo',
  title: 'Báo cáo gửi trung tâm',
  intro:
    'Mỗi bài học xong và mỗi câu trả lời được gửi về hệ thống trung tâm đúng một lần, dưới mã ẩn danh. Trang này cho biết đã gửi được đến đâu.',
  off: 'Chưa nối với hệ thống trung tâm. Báo cáo được giữ lại và sẽ gửi khi người vận hành đặt CENTRAL_API_URL.',
  to: (where) => `Nơi nhận: ${where}`,
  kinds: { statement: 'Báo cáo xAPI', webhook: 'Báo hoàn thành bài (webhook)' },
  columns: {
    kind: 'Loại',
    delivered: 'Đã nhận',
    waiting: 'Đang chờ',
    refused: 'Bị từ chối',
    oldest: 'Chờ lâu nhất từ',
  },
  none: 'không có',
  forLong:
    'Có báo cáo đã chờ hơn một ngày. Xin kiểm tra kết nối tới trung tâm; báo cáo không mất và được gửi lại liên tục.',
  refused: {
    title: 'Bị từ chối, theo lý do',
    text: 'Trung tâm trả lời như dưới đây. Báo cáo được giữ nguyên, chờ sửa xong nguyên nhân rồi gửi lại.',
    reason: 'Lý do trung tâm đưa ra',
    n: 'Số báo cáo',
    example: 'Mã của một báo cáo',
    made: 'Lập lúc',
    more: 'Chỉ xét 500 báo cáo bị từ chối cũ nhất.',
  },
  retry: {
    title: 'Gửi lại',
    text: 'Chỉ gửi lại khi nguyên nhân đã được sửa, nếu không báo cáo sẽ lại bị từ chối. Việc này được ghi vào nhật ký.',
    button: (n) => `Gửi lại ${n} báo cáo`,
    done: (n) => `Đã đưa ${n} báo cáo vào hàng chờ gửi.`,
  },
  compared: {
    title: 'Đối chiếu hằng đêm',
    text: 'Mỗi đêm sau 2 giờ, từng báo cáo của ngày hôm trước được đối chiếu với trung tâm theo mã.',
    notYet: 'Chưa đối chiếu lần nào. Lần đầu vào 2 giờ đêm sau khi nối với trung tâm.',
    at: (day, time) => `Ngày ${day}, đối chiếu lúc ${time}.`,
    same: (n) => `Khớp: ${n} báo cáo có ở cả hai bên.`,
    ours: 'Bên này đã gửi xong',
    theirs: 'Trung tâm đang giữ',
    missing: (n) => `${n} báo cáo đã gửi mà trung tâm không có`,
    missingTodo: 'Gửi danh sách mã này cho người vận hành trung tâm.',
    unknown: (n) => `${n} báo cáo trung tâm có mà bên này không biết`,
    unknownTodo: 'Có thể do khôi phục từ bản sao lưu cũ, hoặc có nơi khác gửi dưới tên này.',
    cut: 'Quá nhiều để so từng mã; chỉ so số lượng phần đã đọc.',
    trouble: (why) => `Chưa hỏi được trung tâm: ${why}. Sẽ hỏi lại sau một giờ.`,
  },
};

const en: ReportWords = {
  nav: 'Reports',
  title: 'Reports to the centre',
  intro:
    'Each finished lesson and each answer goes to the central system exactly once, under a pseudonym. This page tells how far that has come.',
  off: 'There is no central system yet. Reports are kept and will be sent once the operator sets CENTRAL_API_URL.',
  to: (where) => `To: ${where}`,
  kinds: { statement: 'xAPI statements', webhook: 'Completions (webhook)' },
  columns: {
    kind: 'Kind',
    delivered: 'Delivered',
    waiting: 'Waiting',
    refused: 'Refused',
    oldest: 'Longest waiting since',
  },
  none: 'none',
  forLong:
    'Some have waited for more than a day. Look at the connection to the centre; nothing is lost, and sending goes on.',
  refused: {
    title: 'Refused, by reason',
    text: 'This is what the centre answers. Reports are kept as they are until the cause is mended and they are sent again.',
    reason: 'Reason the centre gives',
    n: 'Reports',
    example: 'Id of one of them',
    made: 'Made at',
    more: 'Of all that were refused the 500 oldest are looked at.',
  },
  retry: {
    title: 'Send again',
    text: 'Send again once the cause is mended, else they are refused again. This goes into the audit log.',
    button: (n) => `Send ${n} reports again`,
    done: (n) => `${n} reports were put back in the queue.`,
  },
  compared: {
    title: 'Compared every night',
    text: 'Each night after two, every report of the day before is compared with the centre, by its id.',
    notYet: 'Not compared yet. The first time is at two at night once the centre is connected.',
    at: (day, time) => `${day}, compared at ${time}.`,
    same: (n) => `The same: ${n} reports are on both sides.`,
    ours: 'Sent and taken, by our count',
    theirs: 'Held by the centre',
    missing: (n) => `${n} reports were sent and are not at the centre`,
    missingTodo: 'Give these ids to those who run the centre.',
    unknown: (n) => `${n} reports are at the centre and not known here`,
    unknownTodo: 'An old backup may have been restored, or somebody else sends under this name.',
    cut: 'Too many to compare one by one; only numbers of what was read are compared.',
    trouble: (why) => `The centre could not be asked: ${why}. It is asked again in an hour.`,
  },
};
