/** What the tutor says, in Vietnamese: answers from the lessons, hints, and the way to a person. */
export const tutorVi = {
  fromLesson: (title: string) => `Theo bài “${title}”:`,
  whichLesson: '{Ban} hỏi về việc nào dưới đây?',
  learnLesson: (title: string) => `Học bài: ${title}`,
  backToQuestion: 'Quay lại câu hỏi',
  noLesson:
    'Trợ lý chưa có bài về việc này{a}, và ghi lại câu hỏi cho người soạn bài, không kèm tên. {Ban} hỏi bằng câu khác, hoặc chọn một phần dưới đây.',
  noLessonAgain: 'Việc này trợ lý cũng chưa có bài{a}. {Ban} nên hỏi một người.',
  sorry: 'Trợ lý xin lỗi vì làm {ban} bực mình{a}. Trợ lý là máy, hiểu còn kém.',
  askPerson: 'Cần người giúp: hỏi bộ phận một cửa của xã, hoặc tổ công nghệ số ở thôn.',
  askContact: (contact: string) => `Cần người giúp: ${contact}.`,
  tryAgain: 'Thử lại câu này',
  tryAgainHeading: 'Thử lại',
  rightThisTime: 'Lần này đúng rồi{a}.',
  rightAnswerBefore: (option: string) => `Câu vừa rồi, trả lời đúng là: ${option}.`,
  oneLess: 'Trợ lý bỏ bớt một câu sai cho dễ chọn.',
  cardLine: (card: string, line: string) => `Thẻ “${card}” có viết: ${line}`,
  perhapsThis: 'Có thể {ban} hỏi việc này:',
  inOtherWords: (hint: string) => `Nói cách khác: ${hint}`,
};
