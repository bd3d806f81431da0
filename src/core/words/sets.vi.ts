/** What the bot says about questions beyond a lesson's quiz, in Vietnamese: reviews and the next best step. */
export const setsVi = {
  reviewHeading: (question: number, questions: number) => `Ôn lại, câu ${question}/${questions}`,
  reviewDone: 'Ôn xong rồi',
  reviewScore: (right: number, asked: number) => `Đúng ${right}/${asked} câu.`,
  reviewAllRight: 'Để lâu mà vẫn đúng hết{a}. Nhớ thế là chắc.',
  reviewSomeWrong: 'Câu nào chưa đúng, ít hôm nữa trợ lý hỏi lại.',
  reviewMore: (questions: number) => `Thêm ${questions} câu nữa`,
  reviewMoreWaiting: (waiting: number) => `Còn ${waiting} câu nên ôn hôm nay. Thêm nữa không?`,
  reviewStart: (questions: number) => `Ôn ${questions} câu`,
  reviewNothing: 'Hôm nay chưa có câu nào cần ôn{a}.',
  reviewRest: (most: number) => `Trợ lý chọn ${most} câu đáng ôn nhất, phần còn lại để dần dần{a}.`,
  finishFirst: 'Mình làm nốt các câu này đã nhé.',
  unaided: 'Câu này {ban} tự nhớ nhé, chưa chắc cũng không sao{a}. Chọn xong trợ lý giải thích ngay.',
  recapSet: 'Đang ở phần câu hỏi.',

  // Placement
  placementOffer: (questions: number) => `Tìm bài vừa sức (${questions} câu)`,
  placementAgain: 'Xếp lớp lại',
  placementIntro: (questions: number) =>
    `${questions} câu ngắn để chọn bài vừa sức, chừng 5 phút. Không biết thì bấm “Chưa biết”, không sao cả{a}.`,
  placementHeading: (question: number, questions: number) => `Xếp lớp, câu ${question}/${questions}`,
  notKnown: 'Chưa biết',
  placementDone: 'Xếp lớp xong',
  placementLevels: {
    start: 'Mức của {ban} bây giờ: Bắt đầu. Mình đi từng bước nhỏ, làm được ngay trên máy.',
    able: 'Mức của {ban} bây giờ: Biết dùng. Trợ lý chọn những bài còn thiếu.',
    firm: 'Mức của {ban} bây giờ: Vững. Chỉ còn ít bài nên học thêm.',
  },
  placementKnown: (titles: string) => `Phần đã vững: ${titles}. Trợ lý để các bài ấy lại sau.`,
  placementSafety: 'Phần tránh lừa đảo thì ai cũng nên học đủ.',
  placementStart: (title: string) => `Nên bắt đầu từ bài “${title}”. {Ban} thích bài khác thì cứ chọn.`,
  placementChange: (before: number, now: number): string =>
    now > before
      ? `So với lần đầu, {ban} làm được thêm ${now - before} câu.`
      : 'Lần này cũng gần như lần đầu.',
  placementHelped: 'Lần này có người giúp, nên chỉ dùng để chọn bài.',
  startAt: (title: string) => `Bắt đầu: ${title}`,

  // Mixed checks
  checkOffer: (questions: number) => `Kiểm tra phần này (${questions} câu)`,
  checkOfferAll: (questions: number) => `Kiểm tra cả khóa (${questions} câu)`,
  checkIntro: (questions: number) =>
    `${questions} câu trộn nhiều bài. {Ban} tự làm một mình, không có gợi ý. Làm chậm cũng được.`,
  checkHeading: (question: number, questions: number) => `Kiểm tra, câu ${question}/${questions}`,
  checkDone: 'Làm xong rồi',
  checkPassed: (what: string) => `{Ban} nhớ chắc rồi{a}: ${what}.`,
  checkNotYet: 'Còn vài câu chưa chắc. Học lại bài ấy, mấy hôm nữa {ban} làm bài khác nhé.',
  checkPractised: 'Lần này là luyện tập. Từ ngày mai, tự làm một mình thì được tính.',
  wholeCourse: 'cả khóa học',
  whyCheck: (what: string) => `{Ban} đã học hết: ${what}. Làm mấy câu trộn xem nhớ chắc chưa nhé.`,

  // My data
  dataReviews: (questions: number) => `Câu đang theo dõi để ôn: ${questions}`,
  dataPlacement: (right: number) => `Xếp lớp lần gần nhất: biết ${right} câu`,
  dataChecks: (titles: string) => `Bài kiểm tra đã đạt: ${titles}`,

  // The next best step, and why
  whyReview: (questions: number) => `Có ${questions} câu đến lúc ôn, chừng 2 phút. Ôn đúng lúc thì nhớ lâu.`,
  whyReviewMany: (waiting: number) => `Có ${waiting} câu đến lúc ôn. Mỗi lượt 3 câu, chừng 2 phút.`,
  whyUnfinished: (title: string) => `Bài “${title}” đang học dở.`,
  whyFoundation: (title: string) => `Bài này còn khó. Học bài “${title}” trước thì dễ hơn.`,
  whyAgain: 'Bài này còn khó. Luyện lại ngay một lượt thì nhớ.',
  whyNext: (title: string) => `Tiếp theo là bài “${title}”.`,
  continueLesson: (title: string) => `Học tiếp: ${title}`,
  foundationLesson: (title: string) => `Học trước: ${title}`,
  reminderReview: (questions: number) =>
    `${questions} câu ôn, chừng 2 phút. Ôn đúng lúc thì {ban} nhớ lâu. Không muốn nhận tin thì bấm “Tắt nhắc”.`,
};
