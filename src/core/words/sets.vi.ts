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
  reviewRest: (most: number) =>
    `Lâu rồi mới gặp{a}. Trợ lý chọn ${most} câu đáng ôn nhất, phần còn lại để dần dần.`,
  finishFirst: 'Mình làm nốt các câu này đã nhé.',
  unaided: 'Câu này {ban} tự nhớ nhé, chưa chắc cũng không sao{a}. Chọn xong trợ lý giải thích ngay.',
  recapSet: 'Đang ở phần câu hỏi.',

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
