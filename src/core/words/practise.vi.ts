/** What the bot says around practise screens and the weekly round, in Vietnamese. */
export const practiseVi = {
  practiseMenu: 'Bấm thử, đố vui',
  practiseText:
    'Bấm thử trên màn hình vẽ, bấm nhầm cũng không mất gì. Hoặc đoán mười tin nhắn: tin nào thật, tin nào lừa?',
  practiseOffer: 'Bấm thử màn hình',
  practiseHeading: 'Bấm thử màn hình',
  practiseDescribe: 'Tả hình bằng lời',
  practiseLeave: 'Thôi, để sau',
  practiseRight: (place: string) => `Chỗ đúng: ${place}.`,
  practiseOnceMore: 'Bấm lại màn hình này',
  practiseNext: 'Màn hình khác',
  practiseLesson: (title: string) => `Học bài: ${title}`,
  practiseGone: 'Màn hình ấy vừa được sửa lại, mình xem cái khác nhé.',
  practisePassed: 'Màn hình ấy đã qua rồi, không tính nữa.',
  practiseAnswered: 'Màn hình này {ban} bấm rồi.',
  practiseMore: 'Bấm thử thêm',

  roundOne: 'Thật hay lừa? Một người',
  roundTwo: 'Thật hay lừa? Hai người',
  roundHeading: (number: number, of: number, turn: string | undefined) =>
    turn === undefined ? `Thật hay lừa? ${number}/${of}` : `Thật hay lừa? ${number}/${of}, ${turn}`,
  roundTurn: (player: number): string => (player === 0 ? 'lượt người thứ nhất' : 'lượt người thứ hai'),
  roundMessage: (text: string) => `“${text}”`,
  roundReal: 'Thật',
  roundScam: 'Lừa',
  roundRight: (isScam: boolean): string => (isScam ? 'Đúng, tin này lừa.' : 'Đúng, tin này thật.'),
  roundWrong: (isScam: boolean): string => (isScam ? 'Chưa đúng, tin này lừa.' : 'Chưa đúng, tin này thật.'),
  roundPassed: 'Lượt chơi ấy đã qua rồi, không tính nữa.',
  roundAnswered: 'Tin ấy đã có câu trả lời rồi.',
  roundRenewed: 'Các tin vừa được thay mới. {Ban} bắt đầu lượt khác nhé.',
  roundDone: 'Xong mười tin',
  roundScore: (of: { right: number; asked: number }) => `Nhận ra ${of.right}/${of.asked} tin.`,
  roundScores: (one: { right: number; asked: number }, two: { right: number; asked: number }) =>
    `Người thứ nhất nhận ra ${one.right}/${one.asked} tin, người thứ hai ${two.right}/${two.asked}. Cả hai cùng nhận ra ${one.right + two.right}/${one.asked + two.asked} tin.`,
  roundRememberScam:
    'Nhớ một câu: ai giục, ai giấu, ai đòi tiền đòi mã qua tin nhắn thì dừng lại, tự hỏi chỗ khác.',
  roundRememberReal:
    'Nhớ một câu: tin không đòi tiền, không đòi mã, không bắt bấm link thì cứ bình tĩnh, hỏi lại cho chắc.',
  roundRememberAll: 'Nhớ một câu: kể cho một người nhà nghe tin khó nhất, thế là cả nhà cùng tránh được.',
  roundNextWeek: 'Tuần sau có mười tin mới.',
};
export type PractiseWords = typeof practiseVi;
