import type { Audience, Language } from '../../core/course.ts';
import type { Topic } from '../../core/topics.ts';
import type { WishField } from '../broadcasts/wish-form.ts';

/** What is said beside a field that could not be read; each ends in what to do. */
export type Mistake =
  | 'text_missing'
  | 'text_long'
  | 'place_unknown'
  | 'place_several'
  | 'place_foreign'
  | 'lesson_missing'
  | 'time_missing'
  | 'time_past'
  | 'reason_missing'
  | 'danger_only';

/** Of the pages where a message is written: its kinds, to whom, what to mend, who will get it. */
export const composingVi = {
  topics: {
    learning: 'Việc học',
    scam: 'Lừa đảo',
    services: 'Dịch vụ công',
    events: 'Ngày hội và lớp học',
    danger: 'Nguy hiểm, khẩn cấp',
  } as Record<Topic, string>,
  audiences: {
    citizen: 'Người dân',
    worker: 'Lao động, buôn bán, hợp tác xã',
    official: 'Cán bộ, viên chức',
    student: 'Học sinh, sinh viên',
  } as Record<Audience, string>,
  languages: { vi: 'Tiếng Việt', en: 'Tiếng Anh' } as Record<Language, string>,

  progress: {
    any: 'Học đến đâu cũng được',
    not_started: 'Chưa học bài nào',
    unfinished: 'Đã học, còn dở dang',
    silent: 'Đã 14 ngày không nhắn gì',
    failed: 'Làm hết bài này nhưng chưa đạt',
    completed: 'Đã học xong bài này',
  },
  unfinishedLesson: (lesson: string) => `đang học dở bài ${lesson}`,
  silentDays: (days: string) => `đã ${days} ngày không nhắn gì`,
  failedLesson: (lesson: string) => `chưa đạt bài ${lesson}`,
  completedLesson: (lesson: string) => `đã xong bài ${lesson}`,
  everywhere: 'Mọi nơi, cả người chưa cho biết nơi ở',
  by: (channel: string) => `qua ${channel}`,

  begin: {
    title: 'Soạn tin mới',
    text: 'Chọn một tin có sẵn rồi sửa cho hợp với nơi mình. Chưa gửi gì cho ai cả.',
    ready: 'Tin viết sẵn',
    lastMonth: 'Tin đã gửi tháng trước',
    blank: 'Bắt đầu từ trang trắng',
  },

  compose: {
    title: 'Soạn tin',
    change: 'Sửa bản nháp',
    wrong: 'Chưa làm được. Xem các chỗ sau rồi bấm lại:',
    message: '1. Lời nhắn',
    heading: 'Tiêu đề',
    headingHint: 'Một dòng ngắn, có thể để trống.',
    text: 'Nội dung',
    textHint:
      'Câu ngắn, từ quen thuộc, chừng 60 tiếng. Chữ {ban} sẽ thành bác, anh, chị… theo từng người. Dòng “Từ: …” và nút dừng nhận tin có sẵn.',
    english: 'Thêm bản tiếng Anh, cho người đã chọn tiếng Anh',
    topic: 'Về việc gì',
    topicHint: 'Người dân có thể dừng riêng từng loại tin.',
    audience: '2. Gửi cho ai',
    place: 'Nơi nhận',
    placeHint: (unit: string) => `Để trống là gửi cho ${unit}. Gõ tên, không dấu cũng được.`,
    placeAlso: (n: string) => `Nơi nhận thứ ${n}`,
    placeOnly: (unit: string) => `${unit}, và mọi thôn, trường, cơ quan trong đó.`,
    kinds: 'Nhóm người',
    kindsHint: 'Không chọn nhóm nào là gửi cho mọi nhóm.',
    progress: 'Học đến đâu',
    lesson: 'Bài học',
    lessonNone: 'Chọn bài',
    more: 'Chọn kỹ hơn: ngôn ngữ, kênh',
    languages: 'Ngôn ngữ đã chọn',
    channels: 'Kênh',
    anyHint: 'Không chọn gì là tất cả.',
    when: '3. Khi nào',
    whenLegend: 'Lúc gửi',
    soon: 'Ngay khi được',
    soonHint: 'Từ 20:45 đến 06:30 và ngày nghỉ lễ, tin nằm chờ.',
    later: 'Hẹn ngày giờ',
    at: 'Ngày giờ gửi',
    repeats: 'Gửi lại',
    repeat: { no: 'Chỉ gửi một lần', weekly: 'Mỗi tuần một lần', monthly: 'Mỗi tháng một lần' },
    measure: 'Đo xem tin có ích không',
    holdout: 'Nhóm so sánh',
    holdoutHint:
      'Máy bốc thăm một ít người không nhận tin này. Sau ba ngày, so người nhận với người không nhận, sẽ biết tin có làm thêm người vào học không. Người không nhận vẫn học bình thường. Tin khẩn cấp thì không để ai lại.',
    holdoutNone: 'Gửi cho tất cả, không đo',
    holdoutShare: (percent: string) => `Để lại ${percent} trong 100 người`,
    danger: 'Chỉ khi nguy hiểm cho người dân',
    dangerHint:
      'Bão, lũ, cháy, kẻ gian đang hoạt động tại chỗ. Phải chọn việc “Nguy hiểm, khẩn cấp”, ghi lý do, và một người khác duyệt.',
    crossesQuiet: 'Gửi cả giờ nghỉ (20:45 đến 06:30) và ngày lễ',
    crossesCap: 'Gửi cả người đã nhận đủ 3 tin trong tuần',
    reason: 'Lý do',
    reasonHint: 'Người duyệt và nhật ký sẽ thấy lý do này.',
    repeatsUnknown: 'Mạng đứt giữa chừng thì gửi lại, dù có người có thể nhận hai lần',
    preview: 'Xem trước',
    keep: 'Lưu nháp',
    trySelf: 'Gửi thử cho tôi',
    tryColleagues: 'Gửi thử 20 đồng nghiệp',
    submit: 'Gửi',
    finish: '4. Thử, rồi gửi',
    discard: 'Bỏ bản nháp này',
  },

  fields: {
    vi_text: 'Nội dung',
    en_text: 'Nội dung tiếng Anh',
    place: 'Nơi nhận',
    lesson: 'Bài học',
    at: 'Ngày giờ gửi',
    reason: 'Lý do',
    topic: 'Về việc gì',
  } as Partial<Record<WishField, string>>,
  mistakes: {
    text_missing: 'Chưa có lời nhắn. Viết vài câu cho người dân.',
    text_long: 'Lời nhắn dài quá 2.000 chữ cái. Rút ngắn lại, phần còn lại để trong bài học.',
    place_unknown: 'Chưa tìm thấy nơi này. Chọn một tên trong danh sách gợi ý.',
    place_several: 'Có mấy nơi tên gần giống. Chọn đúng một tên:',
    place_foreign: 'Nơi này ngoài nơi phụ trách. Chọn một nơi trong danh sách gợi ý.',
    lesson_missing: 'Chưa chọn bài học. Chọn bài, hoặc chọn “Học đến đâu cũng được”.',
    time_missing: 'Chưa chọn ngày giờ. Chọn ngày giờ, hoặc chọn “Ngay khi được”.',
    time_past: 'Giờ này đã qua. Chọn một giờ sau bây giờ, hoặc chọn “Ngay khi được”.',
    reason_missing: 'Chưa ghi lý do. Viết một câu: nguy hiểm gì, vì sao phải báo ngay.',
    danger_only:
      'Chỉ tin “Nguy hiểm, khẩn cấp” mới được gửi giờ nghỉ hoặc quá 3 tin một tuần. Đổi loại tin, hoặc bỏ chọn.',
  } as Record<Mistake, string>,

  findings: {
    title: 'Chữ nên xem lại',
    clean: 'Lời nhắn không có chữ nào phải sửa.',
    weights: { refused: 'Phải sửa', doubt: 'Cần người duyệt xem', advice: 'Nên sửa' },
    instead: 'Cách nói khác:',
    inLanguage: (language: string) => `Bản ${language}`,
  },

  outlook: {
    title: 'Tin sẽ đến như thế nào',
    previews: 'Người dân sẽ thấy',
    characters: (n: string) => `${n} chữ cái`,
    count: 'Ai nhận, lúc nào',
    nobody: 'Chưa có ai để gửi. Chọn nơi nhận hoặc nhóm người rộng hơn.',
    sendingTo: (n: string) => `${n} người sẽ nhận tin.`,
    atOnce: 'nhận ngay khi gửi',
    atNextVisit: 'nhận khi mở lại trang',
    unreachable: 'không tới được',
    optedOut: 'đã xin dừng loại tin này',
    overBudget: 'đã đủ tin tuần này',
    holdout: 'ở nhóm so sánh, không nhận',
    now: (n: string, until: string) => `${n} người trước ${until}`,
    later: (n: string, from: string) => `${n} người từ ${from}`,
    thenDaily: (n: string, last: string) => `rồi ${n} người những ngày sau, đến ${last}`,
    finished: (at: string) => `Người cuối cùng nhận lúc ${at}.`,
    never: 'Với số người này thì không gửi hết được. Chọn ít người hơn, hoặc kênh khác.',
    costs: 'Từng kênh',
    people: (n: string) => `${n} người`,
    doneBy: (at: string) => `gửi xong ${at}`,
    vnd: (n: string) => `${n} đồng`,
    notReached: (n: string) => `${n} người không tin nào tới được`,
    notReachedHint: 'Nhờ loa thôn đọc lời này, khoảng 30 giây, sáng hoặc chiều:',
    estimate: (looked: string, margin: string) =>
      `Ước tính từ ${looked} người được xem thử, lệch nhiều nhất chừng ${margin} người.`,
    impossible: {
      quota: (most: string) =>
        `Không gửi hết được: kênh này chỉ cho ${most} tin một tháng. Chọn ít người hơn.`,
      people: (most: string) =>
        `Không gửi hết được: bot chỉ được có ${most} người. Dùng kênh khác cho người còn lại.`,
      too_slow: 'Không gửi hết trong một năm. Chọn ít người hơn, hoặc kênh khác.',
    },
    copy: 'Sao chép lời đọc loa',
    copied: 'Đã sao chép',
    second: {
      size: 'Tin gửi hơn 1.000 người, nên bấm “Gửi” rồi vẫn chờ một người khác duyệt.',
      exception: 'Tin vượt giờ nghỉ hoặc giới hạn tuần, nên bấm “Gửi” rồi vẫn chờ một người khác duyệt.',
      doubt: 'Lời nhắn có chỗ cần xem lại, nên bấm “Gửi” rồi vẫn chờ một người khác duyệt.',
    },
    noSecond: 'Bấm “Gửi” là tin được hẹn gửi, không cần người khác duyệt.',
    mustChange: (n: string) =>
      `Còn ${n} chỗ phải sửa thì mới gửi được. Xem “Chữ nên xem lại”, ngay dưới lời nhắn.`,
    writeFirst: 'Viết lời nhắn trước. Máy sẽ cho xem tin trên điện thoại, có bao nhiêu người nhận, lúc nào.',
    waits: 'Đang tính lại…',
    away: 'Chưa tính lại được. Kiểm tra mạng, rồi bấm “Xem trước”.',
  },
};

export type ComposingWords = typeof composingVi;
