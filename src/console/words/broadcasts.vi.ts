import type { BroadcastState, StopReason } from '../../broadcast/broadcast.ts';
import type { Audience, Language } from '../../core/course.ts';
import type { Topic } from '../../core/topics.ts';
import type { Refused } from '../../office/office.ts';
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

export const broadcastsVi = {
  title: 'Tin gửi người dân',
  write: 'Soạn tin mới',
  back: 'Tất cả các tin',
  costsLink: 'Gửi tin mất bao lâu, hết bao nhiêu tiền',

  list: {
    running: 'Đang gửi',
    waiting: 'Chờ duyệt',
    scheduled: 'Đã hẹn giờ',
    drafts: 'Bản nháp',
    over: 'Đã xong',
    nothing: 'Chưa có tin nào. Bấm “Soạn tin mới” để bắt đầu.',
    nobodyWaits: 'Không có tin nào chờ duyệt.',
    askedBy: (name: string, at: string) => `${name} xin duyệt lúc ${at}`,
    by: (name: string) => `người soạn: ${name}`,
    yours: 'Tin của chính mình, cần người khác duyệt',
    forYou: 'Cần duyệt',
    at: (time: string) => `gửi lúc ${time}`,
    soon: 'gửi ngay khi được',
    created: (time: string) => `soạn ngày ${time}`,
    doneOn: (time: string) => `xong lúc ${time}`,
    more: (n: string) => `Xem cả ${n} tin đã xong`,
  },

  states: {
    draft: 'Bản nháp',
    waiting_for_approval: 'Chờ duyệt',
    scheduled: 'Đã hẹn giờ',
    planning: 'Đang chuẩn bị',
    running: 'Đang gửi',
    paused: 'Đang tạm dừng',
    done: 'Đã gửi xong',
    cancelled: 'Đã hủy',
    stopped: 'Đã phải dừng',
  } as Record<BroadcastState['kind'], string>,

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

  said: {
    kept: 'Đã lưu bản nháp.',
    try_self: 'Đã gửi thử vào cuộc trò chuyện đã gắn. Mở điện thoại đọc lại rồi hãy gửi.',
    try_colleagues: (n: string) => `Đã gửi thử cho ${n} đồng nghiệp. Hỏi xem họ có hiểu không rồi hãy gửi.`,
    previewed: 'Đã tính lại theo lời nhắn và lựa chọn mới.',
    approve: 'Đã duyệt.',
    send_back: 'Đã trả lại thành bản nháp cho người soạn sửa.',
    pause: 'Đã tạm dừng. Từ lúc này không ai nhận thêm.',
    resume: 'Đã cho gửi tiếp.',
    cancel: 'Đã hủy.',
  },

  refusals: {
    not_now: 'Tin vừa đổi trạng thái nên chưa làm được việc này. Xem trạng thái mới dưới đây.',
    own_approval: 'Không tự duyệt tin của mình được. Nhờ một người khác trong cơ quan.',
    reason_missing: 'Chưa ghi lý do vượt giờ nghỉ hoặc giới hạn tuần. Ghi lý do rồi bấm lại.',
    danger_only:
      'Chỉ tin “Nguy hiểm, khẩn cấp” mới được vượt giờ nghỉ hoặc giới hạn tuần. Đổi loại tin hoặc bỏ chọn.',
    right: 'Vai trò hoặc nơi phụ trách không cho phép việc này. Cần thêm quyền thì hỏi người quản trị.',
    stale: 'Người khác vừa sửa bản nháp này. Chép lại lời đang viết, mở bản mới từ danh sách rồi sửa tiếp.',
    text: 'Lời nhắn có chữ phải sửa trước khi gửi. Xem các chỗ được đánh dấu.',
    wish: 'Có một lựa chọn không còn dùng được, như bài học hay kênh đã bỏ. Xem lại từng mục rồi bấm lại.',
    repeats_exception: 'Tin vượt giờ nghỉ hoặc giới hạn tuần thì chỉ gửi một lần. Chọn “Chỉ gửi một lần”.',
    empty_audience: 'Không có ai nhận tin này. Chọn nơi nhận hoặc nhóm người rộng hơn.',
    no_chat: 'Chưa ai gắn cuộc trò chuyện để nhận tin thử. Vào Trang đầu, bấm “Gắn cuộc trò chuyện của tôi”.',
    too_many: 'Đã gửi thử nhiều lần quá. Nghỉ một giờ rồi thử lại.',
  } as Record<Extract<Refused, { kind: 'refused' }>['why'], string>,

  page: {
    next: {
      draftOf: (name: string) => `Chưa gửi cho ai. ${name} đang soạn.`,
      waiting: (at: string) => `Xin duyệt lúc ${at}. Chưa gửi cho ai cho đến khi có người duyệt.`,
      scheduledAt: (at: string) => `Tin bắt đầu gửi lúc ${at}.`,
      scheduledSoon: 'Tin bắt đầu gửi trong giây lát, hoặc khi hết giờ nghỉ.',
      planning: 'Đang lập danh sách người nhận. Bắt đầu gửi trong giây lát.',
      resting: (until: string) =>
        `Đang nghỉ: ban đêm và ngày lễ không nhắn cho người dân. Gửi tiếp lúc ${until}.`,
      expected: (at: string) => `Dự kiến gửi xong lúc ${at}.`,
      paused: (name: string, at: string) =>
        `${name} đã tạm dừng lúc ${at}. Không ai nhận thêm cho đến khi bấm “Tiếp tục”.`,
      done: (at: string) => `Gửi xong lúc ${at}.`,
      cancelled: (name: string, at: string) =>
        `${name} đã hủy lúc ${at}. Ai đã nhận thì vẫn còn tin, không ai nhận thêm.`,
    },
    stopped: {
      content_refused: {
        why: 'Nền tảng nhắn tin không nhận lời nhắn này, nên máy đã dừng.',
        todo: 'Soạn tin mới với lời ngắn gọn hơn, không có đường dẫn lạ. Người đã nhận sẽ không nhận lại nếu chọn đúng nhóm.',
      },
      channel_down: {
        why: 'Kênh nhắn tin không hoạt động, nên máy đã dừng.',
        todo: 'Báo người quản trị máy chủ xem lại mã của bot. Khi kênh chạy lại thì soạn tin mới cho người còn lại.',
      },
    } as Record<StopReason, { why: string; todo: string }>,
    detail: 'Nền tảng trả lời:',
    asked: 'Đã nhờ duyệt',
    askedChat: 'đã báo trong cuộc trò chuyện',
    askedNoChat: 'chưa gắn cuộc trò chuyện, cần báo trực tiếp',
    askedNobody:
      'Chưa có ai khác trong cơ quan được duyệt. Nhờ người quản trị mời thêm một cán bộ, ở trang Người phụ trách.',
    decide: 'Duyệt tin này?',
    decideHint:
      'Đã đọc lời nhắn như chính mình là người nhận, và xem ai sẽ nhận, thì bấm “Duyệt”. Có chỗ chưa ổn thì bấm “Trả lại”.',
    ownWaits: 'Đây là tin của chính mình, nên cần một người khác duyệt.',
    approve: 'Duyệt',
    sendBack: 'Trả lại',
    withdraw: 'Đưa về nháp để sửa',
    pause: 'Tạm dừng',
    resume: 'Tiếp tục',
    cancel: 'Hủy tin',
    edit: 'Sửa tiếp',
    report: 'Xem kết quả',
    again: 'Soạn tin mới từ tin này',
    live: 'trang tự cập nhật',
    lost: 'Chưa cập nhật được. Trang sẽ thử lại.',
    cancelTitle: 'Hủy tin này?',
    cancelText: (sent: string) =>
      `Đã có ${sent} người nhận, họ vẫn giữ tin. Hủy rồi thì không gửi tiếp được nữa.`,
    cancelUnsent: 'Chưa ai nhận tin này. Hủy rồi thì không gửi được nữa, muốn gửi phải soạn lại.',
    cancelYes: 'Hủy tin',
    cancelNo: 'Không hủy, quay lại',
    message: 'Lời nhắn',
    facts: 'Về tin này',
    to: 'Gửi cho',
    topic: 'Về việc',
    when: 'Lúc gửi',
    soon: 'Ngay khi được',
    repeats: 'Gửi lại',
    author: 'Người soạn',
    approvedBy: 'Người duyệt',
    notNeeded: 'không cần duyệt',
    notYet: 'chưa duyệt',
    holdout: 'Nhóm so sánh',
    holdoutShare: (percent: string) => `${percent} trong 100 người`,
    reason: 'Lý do vượt giờ nghỉ hoặc giới hạn tuần',
    code: 'Mã để người dân hỏi lại',
    from: 'Từ cơ quan',
    trial: 'Tin thử: chỉ tới người giả lập và cán bộ.',
  },

  bar: {
    label: (percent: string, of: string) => `Đã gửi ${percent} của ${of} người`,
    sent: 'đã nhận',
    waiting: 'đang chờ',
    atNextVisit: 'chờ người ấy mở lại trang',
    failed: 'gửi hỏng',
    unreachable: 'không tới được',
    unknown: 'không rõ đã nhận chưa',
    skipped: 'không gửi',
    hints: {
      atNextVisit: 'Tin đã nằm trong trang trò chuyện của họ.',
      failed: 'Nền tảng không nhận tin này cho họ.',
      unreachable: 'Họ đã chặn bot hoặc bỏ tài khoản. Nhờ loa thôn.',
      unknown: 'Mạng đứt lúc đang gửi. Máy không tự gửi lần hai.',
    },
    reasons: {
      optedOut: 'đã xin dừng',
      overBudget: 'đã đủ tin tuần này',
      holdout: 'nhóm so sánh',
      erased: 'đã xóa dữ liệu',
    },
  },

  units: {
    title: 'Từng nơi',
    small: (n: string) => `Các nơi ít người, gộp ${n} nơi`,
    noPlace: 'Chưa cho biết nơi ở',
    note: 'Nơi nào dưới 10 người thì gộp lại, để không đoán ra từng người.',
    columns: {
      unit: 'Nơi',
      total: 'Số người',
      sent: 'Đã nhận',
      waiting: 'Đang chờ',
      missed: 'Không tới, hỏng',
      skipped: 'Không gửi',
    },
    csv: 'Tải bảng này (CSV, mở bằng Excel)',
    file: {
      code: 'Mã',
      unit: 'Nơi',
      recipients: 'Số người',
      sent: 'Đã nhận',
      waiting: 'Đang chờ',
      atNextVisit: 'trong đó chờ mở lại trang',
      failed: 'Gửi hỏng',
      unreachable: 'Không tới được',
      unknown: 'Không rõ',
      optedOut: 'Đã xin dừng',
      overBudget: 'Đã đủ tin tuần này',
      holdout: 'Nhóm so sánh',
      erased: 'Đã xóa dữ liệu',
    },
  },

  report: {
    of: (title: string) => `Kết quả: ${title}`,
    delivered: 'Gửi được đến đâu',
    reacted: 'Tin có làm thêm người vào học không',
    points: (n: string) => `${n} điểm`,
    interval: (from: string, to: string) => `(${from} đến ${to})`,
    explained: (points: string) =>
      `Cứ 100 người nhận tin thì thêm khoảng ${points} người mở bài học, so với không nhận.`,
    fewer: (points: string) =>
      `Cứ 100 người nhận tin thì bớt khoảng ${points} người mở bài học, so với không nhận.`,
    unsure: 'Khoảng trong ngoặc có cả số 0, nên chưa chắc tin có tác dụng.',
    sure: 'Khoảng trong ngoặc không chứa số 0, nên khác biệt này khó mà do ngẫu nhiên.',
    groups: {
      columns: { group: 'Nhóm', n: 'Số người', reacted: 'Mở một bài học', share: 'Tỷ lệ' },
      written: 'Đã nhận tin',
      leftOut: 'Nhóm so sánh, không nhận',
    },
    window: 'Tính người mở ít nhất một bài học, từ tin đầu tiên đến 72 giờ sau tin cuối cùng.',
    notMeasured: 'chưa đo',
    earliest: (at: string) => `Sớm nhất đo được lúc ${at}, 72 giờ sau tin cuối cùng.`,
    afterEnd: 'Đo được 72 giờ sau tin cuối cùng. Tin còn đang gửi.',
    noHoldout:
      'Tin này gửi cho tất cả, không có nhóm so sánh, nên không biết người vào học là nhờ tin hay vì lý do khác. Lần sau để lại 5 trong 100 người.',
    tooFew: 'Một trong hai nhóm dưới 10 người, nên chưa so sánh được.',
    few: 'dưới 10',
    measuredAt: (at: string) => `Đo lúc ${at}.`,
    print: 'Muốn in thì bấm Ctrl và P. Bản in không có thanh đầu trang.',
    back: 'Về tin này',
    made: (at: string) => `Số liệu lúc ${at}.`,
  },

  costs: {
    title: 'Gửi tin mất bao lâu, hết bao nhiêu tiền',
    text: (people: string) =>
      `Nếu gửi một tin cho ${people} người, cả tỉnh và người đi làm xa, theo giá và giới hạn từng kênh đã biết. Chỗ có hai số: số đầu là khi ai cũng vừa nhắn cho bot, số sau là khi ai cũng đã lâu không nhắn.`,
    columns: {
      channel: 'Kênh',
      perSecond: 'Tin mỗi giây',
      time: 'Gửi xong sau',
      vnd: 'Tiền các tin (đồng)',
      plan: 'Tiền gói mỗi năm (đồng)',
    },
    days: (n: string) => `${n} ngày`,
    hours: (n: string) => `${n} giờ`,
    daysHours: (days: string, hours: string) => `${days} ngày ${hours} giờ`,
    underAnHour: 'chưa đến 1 giờ',
    nextVisit: 'khi từng người mở lại trang',
    unlimited: 'không giới hạn',
    between: (first: string, last: string) => `${first} đến ${last}`,
    unknown: 'chưa có nguồn',
    sources: 'Dựa vào đâu',
    fact: (channel: string, says: string, source: string, day: string) =>
      `${channel}: ${says} (${source}, đọc ngày ${day})`,
    night: 'Đã trừ giờ nghỉ từ 20:45 đến 06:30 mỗi ngày.',
    advice:
      'Muốn nhanh và không tốn tiền: chia theo từng xã, nhóm nào cần mới gửi, và dùng loa thôn cho người còn lại.',
  },

  moments: {
    today: (time: string) => `${time} hôm nay`,
    tonight: (time: string) => `${time} tối nay`,
    tomorrow: (time: string) => `${time} ngày mai`,
  },
};

export type BroadcastWords = typeof broadcastsVi;
